package com.bananacards.bananatech;

import com.bananacards.bananatech.BananatechConfig.Paths;

/** Where each endpoint is. */
final class Endpoints {

    private Endpoints() {}

    static String path(Paths paths, Endpoint endpoint) {
        return switch (endpoint) {
            case ACCOUNT_BALANCE -> paths.accountBalance();
            case CARD_TEMPLATES -> paths.cardTemplates();
            case SET_WEBHOOK_URL -> paths.setWebhookUrl();
            case WEBHOOK_RECORDS -> paths.webhookRecords();
            case REGISTER -> paths.register();
            case USERS -> paths.users();
            case APPLY -> paths.apply();
            case RECHARGE -> paths.recharge();
            case UPDATE_STATUS -> paths.updateStatus();
            case BALANCE -> paths.balance();
            case INFORMATION -> paths.information();
            case TRANSACTIONS -> paths.transactions();
            case ASSIGN -> paths.assign();
            case SET_PIN -> paths.setPin();
            case CONFIRM_3DS -> paths.confirm3ds();
        };
    }
}
