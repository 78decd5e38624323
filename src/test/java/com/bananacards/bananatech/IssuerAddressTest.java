package com.bananacards.bananatech;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.net.URI;
import java.util.List;

/** Where calls to the issuer may go. */
class IssuerAddressTest {

    private static final List<String> ALLOWED = List.of("api.bananatech.example", " eu.example ");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://api.bananatech.example",
                "https://API.bananatech.example:8443/v2",
                "https://eu.example",
            })
    void anAllowedHostMayBeCalled(String address) {
        assertThatCode(() -> IssuerAddress.check(URI.create(address), ALLOWED))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://bananatech.example",
                "https://api.bananatech.example.evil.example",
                "https://evil.example/api.bananatech.example",
                "https://api.bananatech.example@evil.example",
                "https://169.254.169.254",
            })
    void noOtherHostMay(String address) {
        assertThatThrownBy(() -> IssuerAddress.check(URI.create(address), ALLOWED))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://a.example/", "a.example", "ftp://a.example", "https:///x"})
    void whatIsNoRootIsRefused(String address) {
        assertThatThrownBy(() -> IssuerAddress.check(URI.create(address), List.of()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://api.example",
                "http://10.0.0.1",
                "http://127.0.0.1.evil.example",
                "http://localhost.evil.example",
            })
    void plainHttpToAnotherMachineIsOpenToOthers(String address) {
        assertThat(IssuerAddress.isOpenToOthers(URI.create(address))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://api.example",
                "http://127.0.0.1:8080",
                "http://localhost:1",
                "http://LOCALHOST",
                "http://[::1]:8080",
            })
    void tlsAndThisMachineAreNot(String address) {
        assertThat(IssuerAddress.isOpenToOthers(URI.create(address))).isFalse();
    }

    @Test
    void whereNothingIsSaidEveryHostIsAllowed() {
        assertThatCode(() -> IssuerAddress.check(URI.create("https://a.example"), List.of()))
                .doesNotThrowAnyException();
    }
}
