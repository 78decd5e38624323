package com.bananacards.cards;

import com.bananacards.bananatech.IssuerReads;
import com.bananacards.bananatech.Template;
import com.bananacards.http.Problem;
import com.bananacards.http.ProblemType;

import io.smallrye.mutiny.Uni;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

import org.jspecify.annotations.Nullable;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The issuer's card templates, kept for a while: asked for again when they are old, and kept in use when the issuer
 * can't be reached.
 */
@ApplicationScoped
public class Templates {

    /** How long a failed reading is not repeated. */
    private static final Duration RETRY = Duration.ofSeconds(5);

    private final IssuerReads issuer;
    private final CardsConfig config;
    private final Clock clock;
    private final AtomicReference<@Nullable Kept> kept = new AtomicReference<>();

    /** @param templates null when the issuer could not be asked */
    private record Kept(@Nullable List<Template> templates, Instant until) {}

    @Inject
    Templates(IssuerReads issuer, CardsConfig config, Clock clock) {
        this.issuer = issuer;
        this.config = config;
        this.clock = clock;
    }

    /** All templates. Fails with a {@link Problem} {@code issuer_unavailable} when none were ever read. */
    public Uni<List<Template>> all() {
        return read().map(found -> found.orElseThrow(() ->
                Problem.of(ProblemType.ISSUER_UNAVAILABLE, "The templates can't be read now.")));
    }

    private Uni<Optional<List<Template>>> read() {
        Kept known = kept.get();
        if (known != null && known.until().isAfter(clock.instant())) {
            return Uni.createFrom().item(Optional.ofNullable(known.templates()));
        }
        return issuer.templates()
                .map(Optional::of)
                .onFailure()
                .recoverWithItem(
                        () -> Optional.ofNullable(known == null ? null : known.templates()))
                .invoke(found -> keep(found, known));
    }

    private void keep(Optional<List<Template>> found, @Nullable Kept before) {
        boolean fresh = found.isPresent() && (before == null || found.get() != before.templates());
        Instant until = clock.instant().plus(fresh ? config.templatesKept() : RETRY);
        kept.set(new Kept(found.orElse(null), until));
    }

    /** @throws Problem {@code unknown_template} */
    public Uni<Template> get(long id) {
        return all().map(templates -> find(templates, id));
    }

    /**
     * Checks that a template is known and for this type of card. Passes when the issuer can't be asked: the check
     * only saves a call, and the issuer itself refuses what does not fit.
     *
     * @throws Problem {@code unknown_template}, {@code template_type_mismatch}
     */
    Uni<Void> check(long id, CardType type) {
        return read().invoke(found -> found.ifPresent(all -> mustFit(find(all, id), type)))
                .replaceWithVoid();
    }

    /**
     * A template for this type of card.
     *
     * @throws Problem {@code unknown_template}, {@code template_type_mismatch}
     */
    Uni<Template> get(long id, CardType type) {
        return get(id).invoke(template -> mustFit(template, type));
    }

    private static void mustFit(Template template, CardType type) {
        Boolean physical = template.physical();
        if (physical != null && physical != (type == CardType.PHYSICAL)) {
            throw Problem.of(
                    ProblemType.TEMPLATE_TYPE_MISMATCH,
                    "Template " + template.id() + " is for " + template.type() + " cards.");
        }
    }

    private static Template find(List<Template> templates, long id) {
        return templates.stream()
                .filter(one -> one.id() == id)
                .findFirst()
                .orElseThrow(() -> Problem.of(
                        ProblemType.UNKNOWN_TEMPLATE, "The issuer has no template " + id + "."));
    }
}
