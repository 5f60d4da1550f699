// What Node's tls says of chains, in a handshake on the loopback. Standard input has a line for each: its folder, and
// the host or "-" for a client's; standard output gets one, too: "accepted", or "refused: " and why.
import fs from "node:fs";
import net from "node:net";
import tls from "node:tls";

// Debian's build asks for more of keys and hashes than Node's own (SECLEVEL=2).
const ciphers = `${tls.DEFAULT_CIPHERS}:@SECLEVEL=1`;

const verdict = (folder, host) =>
  new Promise((resolve) => {
    const read = (name) => fs.readFileSync(`${folder}/${name}`);
    const shown = { cert: read("chain.pem"), key: read("key.pem") };
    const ca = read("ca.pem");
    const server = net.createServer();
    const done = (error) => {
      server.close();
      resolve(error ? `refused: ${error.message.split("\n")[0]}` : "accepted");
    };
    // A context that cannot be made of what is shown is a certificate that OpenSSL does not read.
    let context;
    try {
      context = tls.createSecureContext({ ...shown, ca, ciphers });
    } catch (error) {
      return done(error);
    }
    const asked = host === "-";
    const judges = { requestCert: true, rejectUnauthorized: true };
    server.on("connection", (socket) => {
      const peer = new tls.TLSSocket(socket, { isServer: true, secureContext: context, ...(asked ? judges : {}) });
      peer.on("error", () => {});
      if (asked) {
        peer.on("secure", () => {
          const error = peer.ssl.verifyError();
          done(error);
          peer.destroy();
        });
      }
    });
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      const options = asked ? { ...shown, rejectUnauthorized: false } : { ca, servername: host };
      options.ciphers = ciphers;
      const client = tls.connect({ host: "127.0.0.1", port, ...options });
      client.on("secureConnect", () => {
        if (!asked) {
          done(null);
          client.destroy();
        }
      });
      client.on("error", (error) => {
        if (!asked) done(error);
      });
    });
  });

for (const line of fs.readFileSync(0, "utf8").trim().split("\n")) {
  console.log(await verdict(...line.split("\t")));
}
