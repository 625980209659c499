import type { Kind } from '../../shared/domain/diagnosis/cause.ts';

/** Where a step's command is: the program that stands in for it, and the arguments by which it is known, as sh matches. */
export interface StepOf {
  readonly step: string;
  readonly program: string;
  readonly args: string;
}

/** How a program fails: what it writes, and what that is. */
export interface Failing {
  readonly writes: readonly string[];
  readonly kind: Kind;
}

/** A buildspec of the kit, its steps, and failures as its tools word them. */
export interface Variant {
  readonly file: string;
  readonly dependencies: StepOf;
  readonly compile: StepOf;
  readonly test: StepOf;
  readonly last: string;
  readonly compileFails: Failing;
  readonly testFails: Failing;
}

export const VARIANTS: readonly [Variant, ...Variant[]] = [
  {
    file: 'buildspec.yml',
    dependencies: { step: 'dependencies', program: 'make', args: 'install' },
    compile: { step: 'compile', program: 'make', args: 'build' },
    test: { step: 'unit-tests', program: 'make', args: 'test' },
    last: 'package',
    compileFails: {
      writes: [
        "src/cart.c:12:7: error: expected ';' before 'return'",
        'make: *** [Makefile:4: build] Error 1',
      ],
      kind: 'compile',
    },
    testFails: {
      writes: ['not ok 3 - rounds half a cent up', 'make: *** [Makefile:9: test] Error 1'],
      kind: 'test',
    },
  },
  {
    file: 'buildspecs/go.yml',
    dependencies: { step: 'dependencies', program: 'go', args: 'mod\\ download' },
    compile: { step: 'compile', program: 'go', args: 'build*' },
    test: { step: 'unit-tests', program: 'gotestsum', args: '*' },
    last: 'checksums',
    compileFails: {
      writes: ['# example.com/shop/cart', 'cart/cart.go:14:9: undefined: total'],
      kind: 'compile',
    },
    testFails: {
      writes: [
        '--- FAIL: TestCartTotal (0.00s)',
        '    cart_test.go:22: got 10, want 11',
        'FAIL',
        'DONE 3 tests, 1 failure in 0.4s',
      ],
      kind: 'test',
    },
  },
  {
    file: 'buildspecs/node.yml',
    dependencies: { step: 'dependencies', program: 'npm', args: 'ci*' },
    compile: { step: 'compile', program: 'npm', args: 'run\\ build' },
    test: { step: 'unit-tests', program: 'node', args: '--test*' },
    last: 'prune',
    compileFails: {
      writes: ["src/cart.ts(12,7): error TS2322: Type 'string' is not assignable to type 'number'."],
      kind: 'compile',
    },
    testFails: {
      writes: [
        '✖ rounds half a cent up (1.2ms)',
        '  AssertionError [ERR_ASSERTION]: Expected values to be strictly equal:',
        '# fail 1',
      ],
      kind: 'test',
    },
  },
  {
    file: 'buildspecs/python.yml',
    dependencies: { step: 'dependencies', program: 'python', args: '-m\\ pip\\ install*' },
    compile: { step: 'compile', program: 'python', args: '-m\\ compileall*' },
    test: { step: 'unit-tests', program: 'python', args: '-m\\ pytest*' },
    last: 'package',
    compileFails: {
      writes: [
        "*** Error compiling 'src/cart.py'...",
        '  File "src/cart.py", line 3',
        '    def total(',
        "SyntaxError: '(' was never closed",
      ],
      kind: 'compile',
    },
    testFails: {
      writes: [
        'FAILED tests/test_cart.py::test_total - assert 10 == 11',
        '=========== 1 failed, 64 passed in 12.04s ===========',
      ],
      kind: 'test',
    },
  },
  {
    file: 'buildspecs/java.yml',
    dependencies: { step: 'dependencies', program: 'mvn', args: 'dependency:*' },
    compile: { step: 'compile', program: 'mvn', args: 'test-compile' },
    test: { step: 'unit-tests', program: 'mvn', args: 'surefire:test' },
    last: 'package',
    compileFails: {
      writes: [
        '[INFO] BUILD FAILURE',
        '[ERROR] COMPILATION ERROR : ',
        '[ERROR] /src/Cart.java:[14,9] cannot find symbol',
      ],
      kind: 'compile',
    },
    testFails: {
      writes: [
        '[ERROR] Tests run: 3, Failures: 1, Errors: 0, Skipped: 0 <<< FAILURE! - in CartTest',
        '[ERROR] There are test failures.',
      ],
      kind: 'test',
    },
  },
  {
    file: 'buildspecs/docker.yml',
    dependencies: { step: 'registry-login', program: 'docker', args: 'login*' },
    compile: { step: 'image', program: 'docker', args: 'build*0d4c7b1e5a9f\\ .' },
    test: { step: 'unit-tests', program: 'docker', args: 'run*' },
    last: 'image-definition',
    compileFails: {
      writes: [
        "#12 3.456 src/cart.c:12:7: error: expected ';' before 'return'",
        'ERROR: failed to build: failed to solve: process "/bin/sh -c make" did not complete successfully: exit code: 2',
      ],
      kind: 'compile',
    },
    testFails: { writes: ['Tests:       1 failed, 41 passed, 42 total'], kind: 'test' },
  },
];
