package com.bananacards.testsupport;

import org.ahocorasick.trie.PayloadTrie;

import java.util.Collection;
import java.util.List;

/** Finds every form of many secrets in one pass over a text, however many they are. */
final class Search {

    /** One form of one secret. */
    record Needle(String secret, String form, String text, boolean standsAlone) {}

    /** What was found, and the character after its end. */
    record Hit(Needle needle, int end) {}

    private static final int HEXADECIMAL = 16;

    private final PayloadTrie<Needle> needles;

    Search(Collection<Canary> canaries) {
        PayloadTrie.PayloadTrieBuilder<Needle> builder = PayloadTrie.builder();
        canaries.stream()
                .flatMap(canary -> canary.needles().stream())
                .forEach(needle -> builder.addKeyword(needle.text(), needle));
        needles = builder.build();
    }

    List<Hit> in(String text) {
        return needles.parseText(text).stream()
                .map(emit -> new Hit(emit.getPayload(), emit.getEnd() + 1))
                .filter(hit ->
                        !hit.needle().standsAlone() || standsAlone(text, hit.needle(), hit.end()))
                .toList();
    }

    /** Six digits stand in many a timestamp and identifier: there only a run of its own counts. */
    private static boolean standsAlone(String text, Needle needle, int end) {
        int before = end - needle.text().length() - 1;
        boolean joined = before >= 0 && (isHex(text.charAt(before)) || text.charAt(before) == '.');
        return !joined && (end == text.length() || !isHex(text.charAt(end)));
    }

    private static boolean isHex(char letter) {
        return Character.digit(letter, HEXADECIMAL) >= 0;
    }
}
