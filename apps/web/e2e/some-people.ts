const days = (count: number) => new Date(Date.now() + count * 86_400_000).toISOString();
const user = (last: string) => `018f0000-0000-7000-8000-00000000000${last}`;
const inv = (last: string) => `inv_${'0'.repeat(25)}${last}`;
const team = (last: string) => `team_${'0'.repeat(25)}${last}`;

/** A team of some size, in every state that a row can have. */
export const someMembers = {
  items: [
    ['1', 'Lea Marten', 'lea@example.com', 'owner', true],
    ['2', 'Jonas Okafor', 'jonas@example.com', 'owner', false],
    ['3', 'Mina Sato', 'mina.sato@a-rather-long-company-name.example.com', 'admin', false],
    ['4', 'Pavel', 'pavel@example.com', 'editor', false],
    ['5', 'Ruth', null, 'viewer', false],
  ].map(([last, name, email, role, personal]) => ({
    user_id: user(String(last)),
    name,
    email,
    role,
    joined_at: days(-40),
    personal,
  })),
};

export const someInvitations = {
  items: [
    {
      id: inv('1'),
      email: 'noor@example.com',
      role: 'editor',
      state: 'open',
      sent_at: days(-1),
      expires_at: days(6),
    },
    {
      id: inv('2'),
      email: 'sam@example.com',
      role: 'admin',
      state: 'expired',
      sent_at: days(-9),
      expires_at: days(-2),
    },
    {
      id: inv('3'),
      email: 'tom@example.com',
      role: 'viewer',
      state: 'revoked',
      sent_at: days(-3),
      expires_at: days(4),
    },
    {
      id: inv('4'),
      email: 'uma@example.com',
      role: 'viewer',
      state: 'declined',
      sent_at: days(-5),
      expires_at: days(2),
    },
  ].map((invitation) => ({ ...invitation, invited_by: 'Lea Marten', created_at: invitation.sent_at })),
};

export const sentInvitation = {
  ...someInvitations.items[0],
  link: 'https://factory.example.com/join?invitation=q1vJ0m3nS5cT7wX9zA2bD4eF6gH8iK0lM2nO4pQ6rS8',
  mail: 'none',
};

export const someTeam = {
  id: team('1'),
  name: 'Night crew',
  plan: 'pro',
  personal: false,
  created_at: days(-90),
  members: 5,
};

export const ownTeams = {
  items: [
    { id: team('2'), name: 'Newcomer’s workspace', role: 'owner', personal: true },
    { id: team('1'), name: 'Night crew', role: 'editor', personal: false },
  ],
  invitations: [
    { id: inv('5'), team_name: 'Day crew', role: 'viewer', invited_by: 'Lea Marten', expires_at: days(5) },
  ],
  deleted: [{ id: team('3'), name: 'Old crew', deleted_at: days(-3), erased_after: days(27) }],
};
