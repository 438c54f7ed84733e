import { Socket } from 'node:net';

/**
 * A connection that sends what is written to it in one go once the code at work is done with its turn, so that it wakes
 * the server once. It leaves as one piece: a message of the protocol is some dozen bytes, and each piece of a vectored
 * write costs more than to copy it.
 */
export function gatheringSocket(): Socket {
  const socket = new Socket();
  // Connecting gives a socket the `write` of all sockets, whatever a subclass or an owner had put there.
  socket.once('connect', () => {
    const write = socket.write;
    let gathered: Buffer[] = [];
    const send = () => {
      const [only, ...others] = gathered;
      gathered = [];
      if (only === undefined) return;
      Reflect.apply(write, socket, [others.length === 0 ? only : Buffer.concat([only, ...others])]);
    };
    socket.write = (...given: unknown[]): boolean => {
      const [piece, ...how] = given;
      if (!Buffer.isBuffer(piece) || how.length > 0) {
        send();
        return Reflect.apply(write, socket, given);
      }
      // After the microtasks that are ready now, which is how a query builder goes from one statement to the next.
      if (gathered.length === 0) process.nextTick(send);
      gathered.push(piece);
      return true;
    };
  });
  return socket;
}
