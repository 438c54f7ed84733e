import { Socket } from 'node:net';

/**
 * A connection that sends what is written to it in one go once the code at work is done with its turn: `begin`, the
 * statements after it and a commit that waits for none of them are one packet, and wake the server once.
 */
export function gatheringSocket(): Socket {
  const socket = new Socket();
  // Connecting gives a socket the `write` of all sockets, whatever a subclass or an owner had put there.
  socket.once('connect', () => {
    let gathers = false;
    const write = socket.write;
    socket.write = (...given: unknown[]): boolean => {
      if (!gathers) {
        gathers = true;
        socket.cork();
        // After the microtasks that are ready now, which is how a query builder goes from one statement to the next.
        process.nextTick(() => {
          gathers = false;
          socket.uncork();
        });
      }
      return Reflect.apply(write, socket, given);
    };
  });
  return socket;
}
