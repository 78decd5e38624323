package com.bananacards.sandbox;

import io.vertx.core.json.JsonObject;

import org.jspecify.annotations.Nullable;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Registers users and decides about them. An e-mail whose local part contains "reject" is rejected,
 * one with "hold" waits until somebody decides through the control API.
 */
final class Registration {

    private static final Pattern EMAIL = Pattern.compile("[^@\\s]{1,64}@[^@\\s]{1,190}");
    private static final String REJECTION = "identity could not be verified";

    private final World world;
    private final Agenda agenda;
    private final Announcements announcements;

    Registration(World world, Agenda agenda, Announcements announcements) {
        this.world = world;
        this.agenda = agenda;
        this.announcements = announcements;
        agenda.worker(Agenda.Kind.DECIDE_USER, this::decide);
    }

    JsonObject register(Fields in, boolean doomed) {
        String email = in.text("email");
        Reason.EMAIL_FORMAT.unless(EMAIL.matcher(email).matches());
        Template template = world.templates.of(in.id("template_id"));
        require(template, in);
        agenda.checkRoom();
        long id = world.ids.nextUser();
        User user = world.users.add(new User(id, email, template.id(), world.now()));
        if (doomed) {
            user.message = REJECTION;
        }
        if (doomed || !local(email).contains("hold")) {
            agenda.in(world.tuning.approveAfter, Agenda.Kind.DECIDE_USER, user.id);
        }
        return new JsonObject().put("user_id", user.id);
    }

    /** Both rule sets hold when both flags are set. */
    private static void require(Template template, Fields in) {
        if (template.requiresKyc()) {
            Reason.KYC_REQUIRED.unless(in.has("kyc_data"));
            Fields kyc = new Fields(in.object("kyc_data"));
            for (String member : new String[] {
                "first_name", "last_name", "date_of_birth", "identification_number"
            }) {
                Reason.KYC_REQUIRED.unless(kyc.has(member) && !kyc.text(member).isBlank());
            }
        }
        if (template.requiresPhone()) {
            Reason.PHONE_REQUIRED.unless(in.has("dial_code") && in.has("phone_number"));
        }
    }

    private static String local(String email) {
        return email.substring(0, email.indexOf('@')).toLowerCase(Locale.ROOT);
    }

    private void decide(long userId) {
        world.users
                .find(userId)
                .filter(user -> user.status == UserStatus.PENDING)
                .ifPresent(user -> {
                    boolean bad = user.message != null || local(user.email).contains("reject");
                    decide(user, !bad, bad ? REJECTION : null);
                });
    }

    /** Also changes an earlier decision: the issuer may. */
    User decide(User user, boolean approve, @Nullable String message) {
        user.status = approve ? UserStatus.APPROVED : UserStatus.REJECTED;
        user.message = message;
        announcements.decided(user);
        return user;
    }

    User user(long id) {
        return world.users.find(id).orElseThrow(Reason.USER_NOT_FOUND::refusal);
    }

    User approved(Fields in) {
        User user = user(in.id("user_id"));
        Reason.USER_NOT_APPROVED.unless(user.status == UserStatus.APPROVED);
        return user;
    }
}
