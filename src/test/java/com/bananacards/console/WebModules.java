package com.bananacards.console;

import com.caoccao.javet.exceptions.JavetException;
import com.caoccao.javet.interop.NodeRuntime;
import com.caoccao.javet.interop.V8Host;
import com.caoccao.javet.interop.V8Runtime;
import com.caoccao.javet.interop.executors.IV8Executor;
import com.caoccao.javet.values.reference.IV8Module;
import com.caoccao.javet.values.reference.V8ValuePromise;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** The console's modules in V8, without a browser: they can be linked, and those that draw nothing can be run. */
final class WebModules implements AutoCloseable {

    private static final String ASKING = "asking.js";

    /** This V8 comes without a browser's dates in words. */
    private static final String DATES = """
        globalThis.Intl ??= { DateTimeFormat: class { format(at) { return new Date(at).toISOString(); } } };
        """;

    private final WebFiles files = new WebFiles();
    private final NodeRuntime v8;
    private final Map<String, IV8Module> known = new HashMap<>();

    WebModules() throws JavetException {
        v8 = V8Host.getNodeInstance().createV8Runtime();
        v8.getExecutor(DATES).executeVoid();
        v8.setV8ModuleResolver((runtime, name, referrer) ->
                module(runtime, resolved(name, referrer.getResourceName())));
    }

    private static String resolved(String name, String referrer) {
        Path beside = Path.of(referrer).resolveSibling(name).normalize();
        return beside.toString().replace('\\', '/');
    }

    private IV8Module module(V8Runtime runtime, String name) throws JavetException {
        if (!known.containsKey(name)) {
            String code = Objects.requireNonNull(files.file(name), name)
                    .content()
                    .toString(StandardCharsets.UTF_8);
            known.put(name, compiled(runtime, name, code));
        }
        return known.get(name);
    }

    private static IV8Module compiled(V8Runtime runtime, String name, String code)
            throws JavetException {
        IV8Executor executor = runtime.getExecutor(code).setModule(true);
        executor.getV8ScriptOrigin().setResourceName(name);
        return executor.compileV8Module();
    }

    /** Looks for each name that the module takes from another, and that one from the next. */
    void link(String name) throws JavetException {
        module(v8, name).instantiate();
    }

    /** The modules that were reached so far. */
    Set<String> reached() {
        return Set.copyOf(known.keySet());
    }

    /** What an expression over a module's exports is, as text. */
    String ask(String name, String exports, String expression) throws JavetException {
        String code = "import { %s } from './%s'; globalThis.answer = String(%s);"
                .formatted(exports, name, expression);
        try (IV8Module asking = compiled(v8, ASKING, code)) {
            asking.instantiate();
            try (V8ValuePromise done = asking.evaluate()) {
                v8.await();
                if (done.isRejected()) {
                    throw new AssertionError(done.getResult().toString());
                }
            }
        }
        return v8.getExecutor("globalThis.answer").executeString();
    }

    @Override
    public void close() throws JavetException {
        for (IV8Module module : List.copyOf(known.values())) {
            module.close();
        }
        v8.close();
    }
}
