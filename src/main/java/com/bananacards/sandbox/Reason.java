package com.bananacards.sandbox;

/**
 * Why the issuer says no, in the grammar of the documented sample: {@code code:subcode - text}.
 *
 * <p>Only 101:0 is documented word by word; the classes of assign and activate are documented
 * without codes (guide 04), the other codes are the sandbox's own.
 */
enum Reason {
    CARD_NUMBER_UNKNOWN("101:0", "card number not exist"),
    CARD_ALREADY_ASSIGNED("101:1", "card already assigned"),
    PROVIDER_ERROR("101:2", "provider system error"),
    CARD_NUMBER_FORMAT("102:0", "invalid card number format"),
    PIN_FORMAT("103:0", "invalid pin format"),
    NOT_TO_BE_ACTIVATED("103:1", "card is not in TBA status"),
    ACTIVATION_REJECTED("103:2", "provider rejected the activation"),
    CARD_NOT_FOUND("104:0", "card not found"),
    CARD_NOT_ACTIVE("104:1", "card is not in ACTIVE status"),
    CARD_NOT_LOCKED("104:2", "card is not in LOCKED status"),
    CARD_CLOSED("104:3", "card is closed"),
    CARD_NOT_PHYSICAL("104:4", "card is not physical"),
    MERCHANT_BALANCE("105:0", "insufficient merchant balance"),
    AMOUNT_LIMITS("105:1", "amount out of limits"),
    AMOUNT_FORMAT("105:2", "invalid amount"),
    CARD_BALANCE("105:3", "insufficient card balance"),
    USER_NOT_FOUND("106:0", "user not found"),
    USER_NOT_APPROVED("106:1", "user is not approved"),
    KYC_REQUIRED("106:2", "kyc_data is required by the template"),
    PHONE_REQUIRED("106:3", "dial_code and phone_number are required by the template"),
    EMAIL_FORMAT("106:4", "invalid email"),
    TEMPLATE_NOT_FOUND("107:0", "template not found"),
    TEMPLATE_TYPE("107:1", "template is of another card type"),
    DEPOSIT_REQUIRED("107:2", "deposit_amount is required by the template"),
    DEPOSIT_NOT_ALLOWED("107:3", "deposit_amount is not accepted by the template"),
    CHALLENGE_NOT_FOUND("108:0", "challenge not found"),
    CHALLENGE_CLOSED("108:1", "challenge is answered or expired"),
    MEMBER_MISSING("109:0", "a member is missing or of the wrong type"),
    FILTER_VALUE("109:1", "invalid filter value"),
    ALTER_UNKNOWN("110:0", "unknown alter"),
    WEBHOOK_URL("111:0", "invalid webhook url"),
    SCRIPTED("199:0", "refused by script");

    private final String text;

    Reason(String code, String words) {
        text = code + " - " + words;
    }

    String text() {
        return text;
    }

    Refusal refusal() {
        return new Refusal(text);
    }

    void unless(boolean holds) {
        if (!holds) {
            throw refusal();
        }
    }
}
