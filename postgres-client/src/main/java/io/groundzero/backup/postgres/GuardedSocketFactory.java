package io.groundzero.backup.postgres;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketException;

import javax.net.SocketFactory;

import org.newsclub.net.unix.AFUNIXSocketFactory;

/** Connections through a Unix socket on which the other side cannot say too much. Made by the driver, by its name. */
public final class GuardedSocketFactory extends SocketFactory {

    /** Bytes of errors and warnings for one query; PostgreSQL's own are some hundreds. */
    static final int LONGEST_TOLD = 8 << 20;

    private final SocketFactory factory;

    /** @param path the socket's file */
    public GuardedSocketFactory(String path) {
        this.factory = new AFUNIXSocketFactory.FactoryArg(new File(path));
    }

    @Override
    public Socket createSocket() throws IOException {
        return new Guarded(factory.createSocket());
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
        return new Guarded(factory.createSocket(host, port));
    }

    @Override
    public Socket createSocket(InetAddress host, int port) throws IOException {
        return new Guarded(factory.createSocket(host, port));
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress local, int localPort) throws IOException {
        return createSocket(host, port);
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort) throws IOException {
        return createSocket(host, port);
    }

    /** What the driver asks of a socket. */
    private static final class Guarded extends Socket {

        private final Socket socket;
        private InputStream messages;

        private Guarded(Socket socket) {
            this.socket = socket;
        }

        @Override
        public void connect(SocketAddress address, int timeout) throws IOException {
            socket.connect(address, timeout);
        }

        @Override
        public void connect(SocketAddress address) throws IOException {
            socket.connect(address);
        }

        @Override
        public synchronized InputStream getInputStream() throws IOException {
            if (messages == null) {
                messages = new ServerMessages(socket.getInputStream(), LONGEST_TOLD);
            }
            return messages;
        }

        @Override
        public OutputStream getOutputStream() throws IOException {
            return socket.getOutputStream();
        }

        @Override
        public boolean isConnected() {
            return socket.isConnected();
        }

        @Override
        public boolean isClosed() {
            return socket.isClosed();
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }

        @Override
        public void shutdownOutput() throws IOException {
            socket.shutdownOutput();
        }

        @Override
        public void setSoTimeout(int millis) throws SocketException {
            socket.setSoTimeout(millis);
        }

        @Override
        public int getSoTimeout() throws SocketException {
            return socket.getSoTimeout();
        }

        @Override
        public void setTcpNoDelay(boolean on) throws SocketException {
            socket.setTcpNoDelay(on);
        }

        @Override
        public void setKeepAlive(boolean on) throws SocketException {
            socket.setKeepAlive(on);
        }

        @Override
        public int getSendBufferSize() throws SocketException {
            return socket.getSendBufferSize();
        }

        @Override
        public void setSendBufferSize(int size) throws SocketException {
            socket.setSendBufferSize(size);
        }

        @Override
        public int getReceiveBufferSize() throws SocketException {
            return socket.getReceiveBufferSize();
        }

        @Override
        public void setReceiveBufferSize(int size) throws SocketException {
            socket.setReceiveBufferSize(size);
        }
    }
}
