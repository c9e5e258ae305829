# Two commands do all: make demo, make test.
.PHONY: help demo test docs images compose-test drill doctor stop reset benchmark benchmark-fingerprint benchmark-history mutation freeze crash fuzz odd mallory huge-rows probe-n8n

help: ## lists what there is
	@echo "Ground-Zero Backup"
	@sed -n 's/^\([a-z0-9-]*\):[^#]*## \(.*\)/  make \1\t\2/p' $(MAKEFILE_LIST) | expand -t 32

demo: ## installs what is missing, starts a whole stack on loopback and runs a backup until its verdict
	@infra/demo

test: ## installs what is missing, builds and tests everything
	@infra/test

docs: ## writes docs/configuration.md from the sources of the configuration
	@mkdir -p target/reference
	@javac -d target/reference reference/src/main/java/io/groundzero/backup/reference/*.java
	@java -cp target/reference io.groundzero.backup.reference.Reference .

images: ## builds the images of docker-compose.yml, from what Maven has built
	@infra/build-services
	@infra/images/stage
	@# one after another: each starts a service once, and all at once on a small machine take longer than in turn
	@COMPOSE_PARALLEL_LIMIT=1 docker compose --profile demo --profile setup build

compose-test: ## docker-compose.yml for real: backups PROVEN while everything is killed, and a scan of what runs
	@infra/compose-test

drill: ## a game day on the running demo: full restore from the bucket, with a report
	@infra/drill

doctor: ## what works and what doesn't, of all five services
	@infra/doctor

stop: ## ends the demo's stack; its data stays
	@infra/stack down

reset: ## ends the demo's stack and wipes .run
	@infra/stack reset

benchmark: ## seconds per stage beside the hand-typed pipeline, on a 2 GB sample (SIZE_MB=…)
	@infra/benchmark

benchmark-fingerprint: ## what the fingerprint costs beside pg_dump | gzip, on a 1.2 GB sample (SIZE_MB=…, ROUNDS=…)
	@infra/benchmark-fingerprint

benchmark-history: ## how fast the API answers with 100,000 backups of history (BACKUPS=…, RATE=…)
	@infra/benchmark-history

mutation: ## tests the verifier: a good backup must be PROVEN, copies with one defect each REFUTED
	@infra/mutation

freeze: ## stops a dump in every stage and measures how long somebody on the source waits, and what is left there
	@./mvnw -q -pl dumper -am test -Dtest=FrozenDumpTest -Dsurefire.failIfNoSpecifiedTests=false -Dgz.freeze.all=true

crash: ## kills each service in each stage of a backup, which must be PROVEN all the same
	@./mvnw -q verify -pl acceptance -am -Dtest=Nothing -Dsurefire.failIfNoSpecifiedTests=false -Dit.test=CrashIT -Dfailsafe.failIfNoSpecifiedTests=false -Dgz.crash.all=true

fuzz: ## 10,000 requests of every kind that the API describes, right and wrong: none may make it fail
	@./mvnw -q -pl api-gateway -am test -Dtest=FuzzTest -Dsurefire.failIfNoSpecifiedTests=false -Dgz.fuzz.requests=10000

odd: ## dumps and restores forty databases, each with another odd setting, encoding or collation
	@./mvnw -q -pl dumper -am test -Dtest=io.groundzero.backup.dumper.dump.OddDatabasesTest -Dsurefire.failIfNoSpecifiedTests=false -Dgz.odd.all=true

mallory: ## a hostile owner of one database tries everything she may define: nothing of hers may run
	@infra/mallory

huge-rows: ## rows of 560 MB whose text passes PostgreSQL's limit of 1 GB: read, dumped, restored and compared
	@./mvnw -q -pl fingerprint -am test -Dtest=HugeRows -Dsurefire.failIfNoSpecifiedTests=false

probe-n8n: ## backs up a real n8n on the demo's stack, destroys it and proves in a drill that it comes back
	@infra/probe-n8n
