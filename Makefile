# Entente. `make help` lists what there is.
SHELL := /bin/bash
.DEFAULT_GOAL := help

MODULES := api policies services shared
PATTERNS := $(foreach m,$(MODULES),./$(m)/...)
TOOLS := $(CURDIR)/.tools
GOLANGCI_VERSION := v2.15.0
GOVULNCHECK_VERSION := v1.9.0
DATA ?= ./data
LISTEN ?= 127.0.0.1:8080
FUZZTIME ?= 60s
SOAK ?= 10m

# Redoc's bundle, for /docs; brought by npm, pinned by its hash.
REDOC_VERSION := 2.5.4
REDOC_SHA256 := dcaf76612bc4a3fbcc923a8966dee2f6146a5f32e5ce1b6f02dd60cbbf89500b
REDOC := api/docs/dist/redoc.standalone.js

# The portal's web app, built by npm and embedded by Go, which builds without it as well.
WEB := services/portal/web
PORTAL := services/portal/internal/app/dist/index.html
WEB_SOURCES := $(shell find $(WEB)/src $(WEB)/public -type f 2>/dev/null) $(wildcard $(WEB)/*.html $(WEB)/*.ts $(WEB)/*.cjs $(WEB)/package.json)

# What the image is made of, and the version that it says. Charts are a module of their own, outside the workspace, so that Helm's and
# Kubernetes' dependencies choose no version of what we build.
IMAGE_ROOT ?= bin/image-root
VERSION ?= $(shell git describe --tags --always --dirty 2>/dev/null || echo dev)
SERVICES := members governance exchange screening delivery portal
CYCLONEDX_VERSION := v1.10.0

.PHONY: help image-root sbom charts build docs portal interop types e2e screenshots run demo test bench stories soak fuzz mutate mongo check generate current vet lint race alone vuln fmt clean

help: ## this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-10s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

build: docs portal ## bin/entente
	@mkdir -p bin
	CGO_ENABLED=0 go build -trimpath -o bin/entente ./services/hub/cmd/entente

docs: $(REDOC) ## the bundle that renders /docs

$(REDOC):
	@tmp=$$(mktemp -d) && trap 'rm -rf "$$tmp"' EXIT && cd "$$tmp" && \
	if npm pack --silent redoc@$(REDOC_VERSION) >/dev/null && tar xzf redoc-$(REDOC_VERSION).tgz; then \
	  echo "$(REDOC_SHA256)  package/bundles/redoc.standalone.js" | sha256sum --check --quiet && \
	  cp package/bundles/redoc.standalone.js $(CURDIR)/$@; \
	else echo "make docs: npm could not bring redoc@$(REDOC_VERSION): building without the rendered reference" >&2; fi

portal: $(PORTAL) ## the web app that people see, at /ui/

$(WEB)/node_modules/.package-lock.json: $(WEB)/package-lock.json
	@if command -v npm >/dev/null; then cd $(WEB) && npm ci --silent && touch node_modules/.package-lock.json; \
	else echo "make portal: no npm (Node 20.19 or newer): building without the portal" >&2; fi

$(PORTAL): $(WEB)/node_modules/.package-lock.json $(WEB_SOURCES)
	@if [ -d $(WEB)/node_modules ]; then cd $(WEB) && npm run --silent build -- --logLevel warn; fi

types: $(WEB)/node_modules/.package-lock.json ## the web app's types, from the contracts
	@if [ -d $(WEB)/node_modules ]; then cd $(WEB) && npm run --silent types; fi

e2e: build ## end to end: the built binary in a real Chromium, WCAG 2.2 AA on every screen
	@if [ -d $(WEB)/node_modules ]; then cd $(WEB) && npm run --silent e2e; else echo "make e2e: NOT RUN: no npm" >&2; [ -z "$$CI" ]; fi

screenshots: build ## pictures of every screen, into services/portal/web/shots (ONLY= takes some)
	@cd $(WEB) && ONLY='$(ONLY)' npm run --silent shots

# What others verify our signatures with, on Node: the test of it is skipped without, and fails in CI.
INTEROP := services/delivery/testdata/interop

interop: $(INTEROP)/node_modules/.package-lock.json ## the libraries of others that the tests run on Node

$(INTEROP)/node_modules/.package-lock.json: $(INTEROP)/package-lock.json
	@if command -v npm >/dev/null; then cd $(INTEROP) && npm ci --silent --ignore-scripts && touch node_modules/.package-lock.json; \
	else echo "make interop: no npm: signatures are not verified on Node" >&2; fi

image-root: docs portal ## the tree that the image is made of (Containerfile): one binary, a link for each service, certificates
	@[ -f $(PORTAL) ] || { echo "make image-root: the portal was not built: an image without it is none" >&2; exit 1; }
	@rm -rf $(IMAGE_ROOT) && mkdir -p $(IMAGE_ROOT)/usr/local/bin $(IMAGE_ROOT)/etc/ssl/certs $(IMAGE_ROOT)/data
	CGO_ENABLED=0 go build -trimpath -ldflags='-s -w -X github.com/entente-hub/entente/services/hub/internal/cli.version=$(VERSION)' \
	  -o $(IMAGE_ROOT)/usr/local/bin/entente ./services/hub/cmd/entente
	@for s in $(SERVICES); do ln -s entente $(IMAGE_ROOT)/usr/local/bin/$$s; done
	@cp /etc/ssl/certs/ca-certificates.crt $(IMAGE_ROOT)/etc/ssl/certs/
	@printf 'entente:x:65532:65532::/data:/\n' >$(IMAGE_ROOT)/etc/passwd && printf 'entente:x:65532:\n' >$(IMAGE_ROOT)/etc/group

sbom: image-root $(TOOLS)/cyclonedx-gomod-$(CYCLONEDX_VERSION) ## bin/sbom-*.cdx.json: what the binary and the portal are made of (CycloneDX)
	@$(TOOLS)/cyclonedx-gomod-$(CYCLONEDX_VERSION) bin -json -licenses -std -version $(VERSION) -output bin/sbom-go.cdx.json $(IMAGE_ROOT)/usr/local/bin/entente 2>/dev/null
	@cd $(WEB) && npm sbom --omit dev --sbom-format cyclonedx >$(CURDIR)/bin/sbom-portal.cdx.json
	@for f in go portal; do n=$$(grep -c '"purl"' bin/sbom-$$f.cdx.json); echo "bin/sbom-$$f.cdx.json: $$n components"; \
	  [ "$$n" -gt 40 ] || { echo "make sbom: that is next to nothing" >&2; exit 1; }; done

charts: portal docs ## the Helm chart, its alerts and dashboard, and a binary of the image's tree in a chroot
	cd charts && GOWORK=off go test -count=1 ./...

run: build ## the hub on http://127.0.0.1:8080, data in ./data (LISTEN=, DATA= change that)
	@./bin/entente serve --listen $(LISTEN) --data $(DATA)

demo: build ## the whole story on a fresh data folder: members, an import, who sees what, a webhook
	@./bin/entente demo $(if $(wildcard ../shared/data/durablenapkin-scamblocklist/raw.txt),--hosts ../shared/data/durablenapkin-scamblocklist/raw.txt)

test: interop ## all tests of all modules, and end to end where there is a Chromium
	go test -timeout 30m $(PATTERNS)
	@$(MAKE) --no-print-directory charts
	@$(MAKE) --no-print-directory e2e

bench: build ## the benchmarks, a table with each one's limit beside it
	@./bin/entente bench

stories: ## every story in every shape: one process, on a NATS cluster, services apart, with one of each lost
	ENTENTE_STORIES=all go test ./services/hub -run 'TestStories|TestApart' -timeout 30m

soak: build ## 10 minutes of load beside endpoints that misbehave, the hub killed three times (SOAK=10m)
	@./bin/entente soak --for $(SOAK)

fuzz: ## each fuzz target for FUZZTIME=60s; fails if one finds anything (ONLY= names some)
	@bad=; for d in $$(grep -rlE '^func Fuzz' --include='*_test.go' $(MODULES) | xargs -n 1 dirname | sort -u); do \
	  for f in $$(go test -list '^Fuzz' ./$$d | grep '^Fuzz' | grep -E '$(ONLY)'); do \
	    echo "make fuzz: $$d $$f"; go test ./$$d -run '^$$' -fuzz "^$$f\$$" -fuzztime $(FUZZTIME) || bad="$$bad $$d:$$f"; \
	  done; \
	done; if [ -n "$$bad" ]; then echo "make fuzz: findings of$$bad" >&2; exit 1; fi

mutate: ## seed bugs in policy's compiler and evaluators: each must be killed by a test (some minutes; ONLY= names some)
	@go run ./policies/mutate -only '$(ONLY)'

# The engine that tests use beside the one in their process. DOCUMENTDB is what starts one and prints its URI.
DOCUMENTDB ?= ../shared/mongo/up

mongo: ## what is asked of MongoDB, on MONGODB_URI, or on DocumentDB where ../shared has it
	@uri="$$MONGODB_URI"; \
	if [ -z "$$uri" ] && [ -x $(DOCUMENTDB) ]; then uri=$$($(DOCUMENTDB) | tail -n 1); fi; \
	if [ -z "$$uri" ]; then \
	  echo "make mongo: NOT RUN: set MONGODB_URI to a MongoDB for tests" >&2; [ -z "$$CI" ]; exit; \
	fi; \
	echo "make mongo: on $${uri##*@}"; export MONGODB_URI="$$uri"; \
	go test -count=1 -timeout 20m ./shared/mongodb ./shared/catalog && \
	ENTENTE_TEST_MONGODB="$$uri" go test -count=1 -timeout 20m ./services/hub -run 'TestBodiesInMongoDB|TestViewRebuild|TestStories_outside|TestLeaks'

check: current vet lint race mongo e2e charts sbom alone vuln ## what CI runs

generate: ## write again what is generated
	go generate $(PATTERNS)
	@$(MAKE) --no-print-directory types

current: generate ## generated files are those in git
	@git diff --exit-code --stat -- $(MODULES) || { echo "make check: generated files differ; commit what 'make generate' wrote" >&2; exit 1; }

vet:
	go vet $(PATTERNS)

lint: $(TOOLS)/golangci-lint-$(GOLANGCI_VERSION) ## golangci-lint, house style
	$< run $(PATTERNS)
	cd charts && GOWORK=off $< run ./...

# TestLeakRecords asks every exit about every record for every viewer: under -race that takes ten minutes of two cores. It runs
# in full without; the other leak tests, of the same exits, run under -race. One package at a time: what tests wait for within
# seconds waits for no other package's.
race: interop
	go build -race $(PATTERNS)
	go test -race -p 1 -timeout 30m -skip '^TestLeakRecords$$' $(PATTERNS)
	go test -timeout 30m ./services/hub -run '^TestLeakRecords$$'

alone: ## each module builds without the workspace
	@for m in $(MODULES) charts; do echo "GOWORK=off go build ./$$m/..."; (cd $$m && GOWORK=off go build ./... && GOWORK=off go mod verify >/dev/null) || exit 1; done

vuln: $(TOOLS)/govulncheck-$(GOVULNCHECK_VERSION) ## known vulnerabilities in what we call
	@for m in $(MODULES); do \
	  out=$$(cd $$m && $< ./... 2>&1); code=$$?; \
	  if [ $$code -eq 0 ]; then echo "govulncheck $$m: none found"; \
	  elif ! grep -q '^Vulnerability #' <<<"$$out" && grep -qE 'fetching vulnerabilities|dial tcp|no such host|Forbidden|connection refused|403|proxyconnect' <<<"$$out"; then \
	    echo "govulncheck $$m: NOT RUN: the vulnerability database cannot be reached from this machine"; \
	  else echo "$$out"; exit $$code; fi; \
	done

fmt: $(TOOLS)/golangci-lint-$(GOLANGCI_VERSION) ## gofumpt and goimports
	$< fmt $(PATTERNS)

$(TOOLS)/golangci-lint-$(GOLANGCI_VERSION):
	@mkdir -p $(TOOLS)
	GOBIN=$(TOOLS) GOWORK=off GOFLAGS= go install github.com/golangci/golangci-lint/v2/cmd/golangci-lint@$(GOLANGCI_VERSION)
	@mv $(TOOLS)/golangci-lint $@

$(TOOLS)/cyclonedx-gomod-$(CYCLONEDX_VERSION):
	@mkdir -p $(TOOLS)
	GOBIN=$(TOOLS) GOWORK=off GOFLAGS= go install github.com/CycloneDX/cyclonedx-gomod/cmd/cyclonedx-gomod@$(CYCLONEDX_VERSION)
	@mv $(TOOLS)/cyclonedx-gomod $@

$(TOOLS)/govulncheck-$(GOVULNCHECK_VERSION):
	@mkdir -p $(TOOLS)
	GOBIN=$(TOOLS) GOWORK=off GOFLAGS= go install golang.org/x/vuln/cmd/govulncheck@$(GOVULNCHECK_VERSION)
	@mv $(TOOLS)/govulncheck $@

clean: ## remove what was built (not ./data)
	rm -rf bin $(TOOLS)
