// Loaded before the emulator, which listens on every address of the machine: loopback is enough.
import { Server } from "node:net";

const listen = Server.prototype.listen;
Server.prototype.listen = function (port, ...rest) {
  const ready = rest.find((each) => typeof each === "function");
  return listen.call(this, port, "127.0.0.1", ready);
};
