import { newId } from '@agent-factory/contracts';
import { expect, test } from 'vitest';
import { takeTeam } from './team-cookie.ts';

test('the team of a call is taken out of its query, and nothing else is', () => {
  const team = newId('team');
  const query = new URLSearchParams({ team, input: '{"team":"x"}', name: 'a b' });
  expect(takeTeam(query)).toBe(team);
  expect(Object.fromEntries(query)).toEqual({ input: '{"team":"x"}', name: 'a b' });
});

test.each(['', 'team_x', `${newId('agent')}`, 'team_\r\nx: y'])('%j is no team', (value) => {
  const query = new URLSearchParams({ team: value });
  expect(takeTeam(query)).toBeNull();
  expect([...query]).toEqual([]);
});
