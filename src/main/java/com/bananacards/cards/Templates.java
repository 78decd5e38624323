package com.bananacards.cards;

import com.bananacards.bananatech.IssuerReads;
import com.bananacards.bananatech.Template;
import com.bananacards.http.Problem;
import com.bananacards.http.ProblemType;
import com.bananacards.operations.Blockers;

import io.smallrye.mutiny.Uni;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

import org.jspecify.annotations.Nullable;

import java.time.Clock;
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
        return known().map(found -> found.orElseThrow(Templates::unreadable));
    }

    static Problem unreadable() {
        return Problem.of(ProblemType.ISSUER_UNAVAILABLE, "The templates can't be read now.");
    }

    /** The templates as far as they can be had: from the issuer, or from an earlier reading; empty without either. */
    public Uni<Optional<List<Template>>> known() {
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
        Instant until =
                clock.instant().plus(fresh ? config.templatesKept() : config.templatesRetry());
        kept.set(new Kept(found.orElse(null), until));
    }

    /** The template of this number, or empty when it is none of these. */
    public static Optional<Template> named(List<Template> all, long id) {
        return all.stream().filter(one -> one.id() == id).findFirst();
    }

    /**
     * The template of this number for this type of card, or empty when there is none.
     *
     * @param blockers gets {@code unknown_template}, {@code template_type_mismatch}
     */
    static Optional<Template> find(List<Template> all, long id, CardType type, Blockers blockers) {
        Optional<Template> found = named(all, id);
        if (found.isEmpty()) {
            blockers.add(unknown(id));
        }
        found.filter(template -> isForOther(template, type))
                .ifPresent(template -> blockers.add(Problem.of(
                        ProblemType.TEMPLATE_TYPE_MISMATCH,
                        "Template " + id + " is for " + template.type() + " cards.")));
        return found;
    }

    private static boolean isForOther(Template template, CardType type) {
        Boolean physical = template.physical();
        return physical != null && physical != (type == CardType.PHYSICAL);
    }

    static Problem unknown(long id) {
        return Problem.of(ProblemType.UNKNOWN_TEMPLATE, "The issuer has no template " + id + ".");
    }
}
