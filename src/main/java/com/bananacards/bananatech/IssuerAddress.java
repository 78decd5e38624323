package com.bananacards.bananatech;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Where calls to the issuer may go. Pure. */
public final class IssuerAddress {

    private static final Pattern LOOPBACK =
            Pattern.compile("localhost|127(\\.\\d{1,3}){3}|\\[::1]|\\[0(:0){6}:1]");

    private IssuerAddress() {}

    /**
     * Refuses an address that is none, and a host that is not allowed.
     *
     * @param allowedHosts empty where every host is
     * @throws IllegalArgumentException saying what is wrong, without any secret
     */
    public static void check(URI address, List<String> allowedHosts) {
        boolean web = "https".equals(address.getScheme()) || "http".equals(address.getScheme());
        if (!web || address.getHost() == null || address.toString().endsWith("/")) {
            throw new IllegalArgumentException("not of this form");
        }
        if (address.getRawUserInfo() != null) {
            throw new IllegalArgumentException("it must not name a user");
        }
        boolean allowed = allowedHosts.isEmpty()
                || allowedHosts.stream()
                        .map(String::strip)
                        .anyMatch(host(address)::equalsIgnoreCase);
        if (!allowed) {
            throw new IllegalArgumentException("its host is none of bananatech.allowed-hosts");
        }
    }

    /** True when what is sent there can be read and changed by others on the way. */
    public static boolean isOpenToOthers(URI address) {
        return !"https".equals(address.getScheme())
                && !LOOPBACK.matcher(host(address)).matches();
    }

    private static String host(URI address) {
        return address.getHost().toLowerCase(Locale.ROOT);
    }
}
