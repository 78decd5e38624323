package com.bananacards.bananatech;

import com.bananacards.bananatech.BananatechConfig.EpochUnit;

import org.jspecify.annotations.Nullable;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Map;

/** Writes a registration as the issuer wants it. Source: page {@code /user/register}. */
final class RegistrationWire {

    private static final long MILLIS = 1000;

    private RegistrationWire() {}

    static Map<String, Object> of(Registration person, BananatechConfig.Formats formats) {
        Map<String, Object> plain = new LinkedHashMap<>();
        plain.put("email", person.email());
        plain.put("template_id", person.templateId());
        putIfThere(plain, "dial_code", person.dialCode());
        putIfThere(plain, "phone_number", person.phoneNumber());
        Kyc kyc = person.kyc();
        if (kyc != null) {
            Map<String, Object> members = new LinkedHashMap<>(kyc.texts());
            putIfThere(members, "issue", epoch(kyc.issue(), formats.documentDates()));
            putIfThere(members, "expiry", epoch(kyc.expiry(), formats.documentDates()));
            plain.put("kyc_data", members);
        }
        return plain;
    }

    private static @Nullable Long epoch(@Nullable LocalDate date, EpochUnit unit) {
        if (date == null) {
            return null;
        }
        long seconds = date.atStartOfDay(ZoneOffset.UTC).toEpochSecond();
        return unit == EpochUnit.SECONDS ? seconds : seconds * MILLIS;
    }

    private static void putIfThere(Map<String, Object> plain, String name, @Nullable Object value) {
        if (value != null) {
            plain.put(name, value);
        }
    }
}
