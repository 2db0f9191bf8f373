package dev.weft.network;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.security.KeyManagementException;
import java.security.Provider;
import java.security.SecureRandom;
import java.util.List;
import java.util.function.BiFunction;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLContextSpi;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLEngineResult.Status;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLServerSocketFactory;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSessionContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;

/** An engine that does what the JDK's may do but hardly ever does: it wants more room than it said, and asks for wraps in vain. */
final class OddEngine extends SSLEngine {
    private final SSLEngine engine;
    private final int room;
    private final boolean insists;
    private boolean told;
    int vain;

    private OddEngine(SSLEngine engine, int room, boolean insists) {
        super(engine.getPeerHost(), engine.getPeerPort());
        this.engine = engine;
        this.room = room;
        this.insists = insists;
    }

    /** Returns a context whose engines want so much room, and may insist on wraps that yield nothing. */
    static SSLContext context(SSLContext context, int room, boolean insists, List<OddEngine> created) {
        return new Context(new Source(context, room, insists, created), context.getProvider());
    }

    private static final class Context extends SSLContext {
        Context(SSLContextSpi source, Provider provider) {
            super(source, provider, "TLS");
        }
    }

    private static final class Source extends SSLContextSpi {
        private final SSLContext context;
        private final int room;
        private final boolean insists;
        private final List<OddEngine> created;

        Source(SSLContext context, int room, boolean insists, List<OddEngine> created) {
            this.context = context;
            this.room = room;
            this.insists = insists;
            this.created = created;
        }

        private SSLEngine add(SSLEngine engine) {
            OddEngine odd = new OddEngine(engine, room, insists);
            created.add(odd);
            return odd;
        }

        @Override
        protected SSLEngine engineCreateSSLEngine() {
            return add(context.createSSLEngine());
        }

        @Override
        protected SSLEngine engineCreateSSLEngine(String host, int port) {
            return add(context.createSSLEngine(host, port));
        }

        @Override
        protected void engineInit(KeyManager[] keys, TrustManager[] trust, SecureRandom random)
                throws KeyManagementException {
            throw new KeyManagementException("it is ready");
        }

        @Override
        protected SSLSocketFactory engineGetSocketFactory() {
            return context.getSocketFactory();
        }

        @Override
        protected SSLServerSocketFactory engineGetServerSocketFactory() {
            return context.getServerSocketFactory();
        }

        @Override
        protected SSLSessionContext engineGetServerSessionContext() {
            return context.getServerSessionContext();
        }

        @Override
        protected SSLSessionContext engineGetClientSessionContext() {
            return context.getClientSessionContext();
        }
    }

    private SSLEngineResult overflow() {
        told = true; // from now on the session says so
        return new SSLEngineResult(Status.BUFFER_OVERFLOW, getHandshakeStatus(), 0, 0);
    }

    @Override
    public SSLEngineResult wrap(ByteBuffer[] sources, int offset, int length, ByteBuffer into) throws SSLException {
        if (into.remaining() < room) {
            return overflow();
        }
        SSLEngineResult result = engine.wrap(sources, offset, length, into);
        vain += result.bytesProduced() == 0 ? 1 : 0;
        return result;
    }

    @Override
    public SSLEngineResult unwrap(ByteBuffer source, ByteBuffer[] into, int offset, int length) throws SSLException {
        if (into[offset].remaining() < room) {
            return overflow();
        }
        return engine.unwrap(source, into, offset, length);
    }

    @Override
    public HandshakeStatus getHandshakeStatus() {
        HandshakeStatus status = engine.getHandshakeStatus();
        boolean over = engine.getApplicationProtocol() != null && told; // a handshake has ended
        return insists && over && status == HandshakeStatus.NOT_HANDSHAKING && vain % 2 == 0
                ? HandshakeStatus.NEED_WRAP
                : status;
    }

    @Override
    public SSLSession getSession() {
        SSLSession session = engine.getSession();
        if (!told) {
            return session;
        }
        return (SSLSession) Proxy.newProxyInstance(
                OddEngine.class.getClassLoader(), new Class<?>[] {SSLSession.class}, (proxy, method, arguments) -> {
                    if (method.getName().endsWith("BufferSize")) {
                        return room;
                    }
                    try {
                        return method.invoke(session, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    @Override
    public Runnable getDelegatedTask() {
        return engine.getDelegatedTask();
    }

    @Override
    public void closeInbound() throws SSLException {
        engine.closeInbound();
    }

    @Override
    public boolean isInboundDone() {
        return engine.isInboundDone();
    }

    @Override
    public void closeOutbound() {
        engine.closeOutbound();
    }

    @Override
    public boolean isOutboundDone() {
        return engine.isOutboundDone();
    }

    @Override
    public String[] getSupportedCipherSuites() {
        return engine.getSupportedCipherSuites();
    }

    @Override
    public String[] getEnabledCipherSuites() {
        return engine.getEnabledCipherSuites();
    }

    @Override
    public void setEnabledCipherSuites(String[] suites) {
        engine.setEnabledCipherSuites(suites);
    }

    @Override
    public String[] getSupportedProtocols() {
        return engine.getSupportedProtocols();
    }

    @Override
    public String[] getEnabledProtocols() {
        return engine.getEnabledProtocols();
    }

    @Override
    public void setEnabledProtocols(String[] protocols) {
        engine.setEnabledProtocols(protocols);
    }

    @Override
    public void beginHandshake() throws SSLException {
        engine.beginHandshake();
    }

    @Override
    public void setUseClientMode(boolean client) {
        engine.setUseClientMode(client);
    }

    @Override
    public boolean getUseClientMode() {
        return engine.getUseClientMode();
    }

    @Override
    public void setNeedClientAuth(boolean need) {
        engine.setNeedClientAuth(need);
    }

    @Override
    public boolean getNeedClientAuth() {
        return engine.getNeedClientAuth();
    }

    @Override
    public void setWantClientAuth(boolean want) {
        engine.setWantClientAuth(want);
    }

    @Override
    public boolean getWantClientAuth() {
        return engine.getWantClientAuth();
    }

    @Override
    public void setEnableSessionCreation(boolean on) {
        engine.setEnableSessionCreation(on);
    }

    @Override
    public boolean getEnableSessionCreation() {
        return engine.getEnableSessionCreation();
    }

    @Override
    public SSLParameters getSSLParameters() {
        return engine.getSSLParameters();
    }

    @Override
    public void setSSLParameters(SSLParameters parameters) {
        engine.setSSLParameters(parameters);
    }

    @Override
    public String getApplicationProtocol() {
        return engine.getApplicationProtocol();
    }

    @Override
    public void setHandshakeApplicationProtocolSelector(BiFunction<SSLEngine, List<String>, String> selector) {
        engine.setHandshakeApplicationProtocolSelector(selector);
    }
}
