package io.groundzero.backup.infra.kubernetes;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** A range of IPv4 addresses, such as 10.0.0.0/8. */
record AddressRange(long first, long last) {

    static AddressRange of(String text) {
        try {
            String[] parts = text.split("/");
            byte[] bytes = InetAddress.getByName(parts[0]).getAddress();
            long address = 0;
            for (byte one : bytes) {
                address = address << 8 | one & 0xff;
            }
            long size = 1L << 32 - Integer.parseInt(parts[1]);
            if (bytes.length != 4 || address % size != 0) {
                throw new IllegalArgumentException("not a range of IPv4 addresses: " + text);
            }
            return new AddressRange(address, address + size - 1);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("not a range of addresses: " + text, e);
        }
    }

    boolean overlaps(AddressRange other) {
        return first <= other.last && other.first <= last;
    }

    boolean contains(AddressRange other) {
        return first <= other.first && other.last <= last;
    }
}
