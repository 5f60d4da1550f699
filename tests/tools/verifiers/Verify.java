import java.io.BufferedReader;
import java.io.FileInputStream;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Collection;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * What Java's trust manager (PKIX) says of chains. Standard input has a line for each: its folder, and the host or "-"
 * for a client's; standard output gets one, too: "accepted", or "refused: " and why. Its arguments are a PKCS #12 file
 * of a sound server, its password, and the host that is asked for.
 *
 * <p>The trust manager asks the handshake for whom it looks. So there is one handshake, with the sound server, and
 * while its certificate is judged, the chains are.
 */
class Verify extends X509ExtendedTrustManager {
    private final BufferedReader lines = new BufferedReader(new InputStreamReader(System.in));

    private static Collection<X509Certificate> read(String path) throws Exception {
        try (InputStream file = new FileInputStream(path)) {
            @SuppressWarnings("unchecked")
            Collection<X509Certificate> found =
                    (Collection<X509Certificate>) CertificateFactory.getInstance("X.509").generateCertificates(file);
            return found;
        }
    }

    private static void verify(String folder, String host, String authType, SSLEngine engine) throws Exception {
        X509Certificate[] chain = read(folder + "/chain.pem").toArray(new X509Certificate[0]);
        KeyStore anchors = KeyStore.getInstance("PKCS12");
        anchors.load(null, null);
        for (Certificate anchor : read(folder + "/ca.pem")) {
            anchors.setCertificateEntry("ca", anchor);
        }
        TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
        factory.init(anchors);
        X509ExtendedTrustManager judge = (X509ExtendedTrustManager) factory.getTrustManagers()[0];
        if (host.equals("-")) {
            judge.checkClientTrusted(chain, authType);
        } else {
            judge.checkServerTrusted(chain, authType, engine);
        }
    }

    @Override
    public void checkServerTrusted(X509Certificate[] sound, String authType, SSLEngine engine)
            throws CertificateException {
        try {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                String[] fields = line.split("\t");
                try {
                    verify(fields[0], fields[1], authType, engine);
                    System.out.println("accepted");
                } catch (Exception error) {
                    System.out.println("refused: " + error.toString().split("\n")[0]);
                }
            }
        } catch (java.io.IOException error) {
            throw new CertificateException(error);
        }
    }

    public static void main(String[] arguments) throws Exception {
        char[] password = arguments[1].toCharArray();
        KeyStore server = KeyStore.getInstance(new java.io.File(arguments[0]), password);
        KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
        keys.init(server, password);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), new TrustManager[] {new Verify()}, null);

        SSLEngine client = context.createSSLEngine(arguments[2], 443);
        client.setUseClientMode(true);
        SSLParameters parameters = client.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        client.setSSLParameters(parameters);
        SSLEngine other = context.createSSLEngine();
        other.setUseClientMode(false);

        ByteBuffer toServer = ByteBuffer.allocate(1 << 16);
        ByteBuffer toClient = ByteBuffer.allocate(1 << 16);
        client.beginHandshake();
        other.beginHandshake();
        while (client.getHandshakeStatus() != HandshakeStatus.NOT_HANDSHAKING) {
            step(client, toClient, toServer);
            step(other, toServer, toClient);
        }
    }

    private static void step(SSLEngine engine, ByteBuffer in, ByteBuffer out) throws SSLException {
        switch (engine.getHandshakeStatus()) {
            case NEED_TASK -> engine.getDelegatedTask().run();
            case NEED_WRAP -> engine.wrap(ByteBuffer.allocate(0), out);
            case NEED_UNWRAP -> {
                in.flip();
                engine.unwrap(in, ByteBuffer.allocate(1 << 16));
                in.compact();
            }
            default -> { }
        }
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return new X509Certificate[0];
    }
}
