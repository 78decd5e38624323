package com.bananacards.house;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import com.sun.source.util.Trees;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import javax.lang.model.element.Modifier;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** How long things may be, and what no source may hold. */
class SizesTest {

    private static final Path MAIN = Path.of("src/main/java");
    private static final Path TESTS = Path.of("src/test/java");
    private static final Path THIS = TESTS.resolve("com/bananacards/house/SizesTest.java");
    private static final int FILE_LINES = 300;
    private static final int TEST_FILE_LINES = 400;
    private static final int METHOD_LINES = 40;
    private static final int COLUMNS = 100;
    /** A line of prose, or of one text that can't be broken, may go on to here. */
    private static final int PROSE_COLUMNS = 180;

    private static final Pattern UNFINISHED = Pattern.compile("\\b(TODO|FIXME)\\b");
    private static final Pattern PROSE = Pattern.compile("\\s*(/?\\*|//|import |(\\+ )?\").*");

    private static final List<Path> SOURCES = new ArrayList<>();
    private static final List<String> LONG_METHODS = new ArrayList<>();
    private static final List<String> WITHOUT_JAVADOC = new ArrayList<>();

    @BeforeAll
    static void readTheSources() throws IOException {
        SOURCES.addAll(sources(MAIN));
        SOURCES.addAll(sources(TESTS));
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
            JavacTask task = (JavacTask) compiler.getTask(
                    null, files, null, null, null, files.getJavaFileObjectsFromPaths(SOURCES));
            Trees trees = Trees.instance(task);
            for (CompilationUnitTree unit : task.parse()) {
                new Measure(unit, trees).scan(unit, null);
            }
        }
    }

    private static List<Path> sources(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .sorted()
                    .toList();
        }
    }

    /** Walks one parsed file. */
    private static final class Measure extends TreePathScanner<Void, Void> {

        private final CompilationUnitTree unit;
        private final Trees trees;
        private final boolean main;

        Measure(CompilationUnitTree unit, Trees trees) {
            this.unit = unit;
            this.trees = trees;
            main = Path.of(unit.getSourceFile().getName()).startsWith(MAIN);
        }

        @Override
        public Void visitClass(ClassTree type, Void nothing) {
            TreePath path = getCurrentPath();
            boolean topLevel = path.getParentPath().getLeaf() instanceof CompilationUnitTree;
            boolean isPublic = type.getModifiers().getFlags().contains(Modifier.PUBLIC);
            if (main && topLevel && isPublic && trees.getDocComment(path) == null) {
                WITHOUT_JAVADOC.add(type.getSimpleName().toString());
            }
            return super.visitClass(type, nothing);
        }

        @Override
        public Void visitMethod(MethodTree method, Void nothing) {
            long lines = line(method, false) - line(method, true) + 1;
            if (lines > METHOD_LINES) {
                LONG_METHODS.add(
                        unit.getSourceFile().getName() + " " + method.getName() + ": " + lines);
            }
            return super.visitMethod(method, nothing);
        }

        private long line(Tree tree, boolean first) {
            SourcePositions positions = trees.getSourcePositions();
            long position = first
                    ? positions.getStartPosition(unit, tree)
                    : positions.getEndPosition(unit, tree);
            return position < 0 ? 0 : unit.getLineMap().getLineNumber(position);
        }
    }

    @Test
    void noFileIsLongerThanItsLimit() throws IOException {
        List<String> longer = new ArrayList<>();
        for (Path source : SOURCES) {
            long lines = Files.readAllLines(source).size();
            if (lines > (source.startsWith(MAIN) ? FILE_LINES : TEST_FILE_LINES)) {
                longer.add(source + ": " + lines);
            }
        }
        assertThat(longer).isEmpty();
    }

    @Test
    void noMethodIsLongerThanAScreen() {
        assertThat(LONG_METHODS).isEmpty();
    }

    @Test
    void noLineIsWiderThanAPage() throws IOException {
        List<String> wider = new ArrayList<>();
        for (Path source : SOURCES) {
            List<String> lines = Files.readAllLines(source);
            boolean inText = false;
            for (int i = 0; i < lines.size(); i++) {
                int limit = inText ? PROSE_COLUMNS : columns(lines.get(i));
                if (lines.get(i).length() > limit) {
                    wider.add(source + ":" + (i + 1));
                }
                inText ^= lines.get(i).contains("\"\"\"");
            }
        }
        assertThat(wider).isEmpty();
    }

    private static int columns(String line) {
        return PROSE.matcher(line).matches() ? PROSE_COLUMNS : COLUMNS;
    }

    @Test
    void nothingSleeps() throws IOException {
        assertThat(lines(line -> line.contains(".sleep("))).isEmpty();
    }

    @Test
    void nothingIsLeftToBeDone() throws IOException {
        assertThat(lines(line -> UNFINISHED.matcher(line).find())).isEmpty();
    }

    @Test
    void everyPublicTypeSaysWhatItPromises() {
        assertThat(WITHOUT_JAVADOC).isEmpty();
    }

    @Test
    void everyRoomSaysItsDuty() {
        TreeSet<String> without = new TreeSet<>();
        SOURCES.stream()
                .filter(source -> source.startsWith(MAIN))
                .map(Path::getParent)
                .filter(room -> !Files.exists(room.resolve("package-info.java")))
                .forEach(room -> without.add(room.toString()));
        assertThat(without).isEmpty();
    }

    private static List<String> lines(Predicate<String> wrong) throws IOException {
        List<String> found = new ArrayList<>();
        for (Path source : SOURCES) {
            List<String> lines = source.equals(THIS) ? List.of() : Files.readAllLines(source);
            for (int i = 0; i < lines.size(); i++) {
                if (wrong.test(lines.get(i))) {
                    found.add(source + ":" + (i + 1));
                }
            }
        }
        return found;
    }
}
