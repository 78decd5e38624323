package com.bananacards.testsupport;

import com.caoccao.javet.exceptions.JavetException;
import com.caoccao.javet.interop.NodeRuntime;
import com.caoccao.javet.interop.V8Host;
import com.caoccao.javet.node.modules.NodeModuleModule;

import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.stream.Stream;

/** TypeScript's own compiler, and a Node to run what it makes: both come as libraries, nothing is installed. */
public final class TypeScript implements AutoCloseable {

    private static final String COMPILER = "META-INF/resources/webjars/typescript";
    private static final String COMPILE = """
        const ts = require('typescript/lib/typescript.js');
        const program = ts.createProgram([%s], {
            strict: true, noUncheckedIndexedAccess: false, types: [], outDir: %s,
            target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.CommonJS,
            lib: ['lib.es2022.d.ts', 'lib.dom.d.ts', 'lib.dom.iterable.d.ts'],
        });
        const emitted = program.emit();
        ts.getPreEmitDiagnostics(program).concat(emitted.diagnostics)
            .map((one) => ts.formatDiagnostic(one, {
                getCanonicalFileName: (file) => file, getCurrentDirectory: () => '', getNewLine: () => '\\n' }))
            .join('');
        """;

    private final Path folder;
    private final NodeRuntime node;

    /** @param folder where sources are; the compiler is unpacked beside them */
    public TypeScript(Path folder) throws IOException, JavetException {
        this.folder = folder.toAbsolutePath();
        unpackCompiler();
        node = V8Host.getNodeInstance().createV8Runtime();
        node.getNodeModule(NodeModuleModule.class).setRequireRootDirectory(this.folder.toFile());
    }

    private void unpackCompiler() throws IOException {
        URI jar = jarOfCompiler();
        try (FileSystem files = FileSystems.newFileSystem(jar, Map.of());
                Stream<Path> versions = Files.list(files.getPath(COMPILER))) {
            Path lib = versions.findFirst().orElseThrow().resolve("lib");
            Path target = folder.resolve("node_modules/typescript/lib");
            Files.createDirectories(target);
            try (Stream<Path> all = Files.list(lib)) {
                for (Path file : all.filter(Files::isRegularFile).toList()) {
                    Files.copy(
                            file,
                            target.resolve(file.getFileName().toString()),
                            StandardCopyOption.REPLACE_EXISTING);
                }
            }
        }
    }

    private static URI jarOfCompiler() {
        String inJar = TypeScript.class.getClassLoader().getResource(COMPILER).toString();
        return URI.create(inJar.substring(0, inJar.indexOf("!/") + 2));
    }

    /** Compiles strictly; gives back what the compiler has to say, nothing when all is well. */
    public String compile(String source) throws JavetException {
        return node.getExecutor(COMPILE.formatted(
                        quoted(folder.resolve(source)), quoted(folder.resolve("out"))))
                .executeString();
    }

    /** Runs an asynchronous function of a compiled module to its end, with texts; gives back what it resolves to. */
    public String run(String module, String function, String... arguments) throws JavetException {
        String list =
                Stream.of(arguments).map(TypeScript::quoted).reduce("", (a, b) -> a + b + ",");
        node.getExecutor("""
            globalThis.outcome = 'never ended';
            require('./out/%s').%s(%s).then(
                (result) => { globalThis.outcome = result; },
                (failure) => { globalThis.outcome = 'failed: ' + failure.stack; });
            """.formatted(module, function, list)).executeVoid();
        node.await();
        return node.getExecutor("globalThis.outcome").executeString();
    }

    private static String quoted(Object text) {
        return "'" + text.toString().replace("\\", "\\\\").replace("'", "\\'") + "'";
    }

    @Override
    public void close() throws JavetException {
        node.close();
    }
}
