package com.bananacards.bench;

/** As much of HTTP as is needed to know where an answer ends, and what it says. */
final class Answers {

    private static final byte[] LENGTH = "content-length:".getBytes();
    private static final int STATUS = "HTTP/1.1 ".length();

    private Answers() {}

    /** Length of head and body together, or -1 while the head is not whole. */
    static int length(byte[] answer, int filled) {
        int head = -1;
        for (int i = 3; i < filled; i++) {
            if (answer[i] == '\n'
                    && answer[i - 1] == '\r'
                    && answer[i - 2] == '\n'
                    && answer[i - 3] == '\r') {
                head = i + 1;
                break;
            }
        }
        return head < 0 ? -1 : head + body(answer, head);
    }

    private static int body(byte[] answer, int head) {
        for (int i = 0; i < head - LENGTH.length; i++) {
            if (answer[i] == '\n' && isLengthAt(answer, i + 1)) {
                int length = 0;
                for (int at = i + 1 + LENGTH.length; answer[at] != '\r'; at++) {
                    length = answer[at] == ' ' ? length : 10 * length + answer[at] - '0';
                }
                return length;
            }
        }
        return 0;
    }

    private static boolean isLengthAt(byte[] answer, int from) {
        for (int i = 0; i < LENGTH.length; i++) {
            if ((answer[from + i] | 0x20) != (LENGTH[i] | 0x20)) {
                return false;
            }
        }
        return true;
    }

    static int status(byte[] answer) {
        return (answer[STATUS] - '0') * 100
                + (answer[STATUS + 1] - '0') * 10
                + answer[STATUS + 2]
                - '0';
    }
}
