import type { Component, ComponentKind } from "#lib/model/component.ts";

/** A product or framework that components are built with. */
export interface Technology {
  readonly id: string;
  /** Name as its makers write it. */
  readonly name: string;
  /** Other spellings and products that count as the same, in lower case. */
  readonly aliases: readonly string[];
  /** Kind of component that it usually is. */
  readonly kind: ComponentKind;
  /** Value for the property `engine`. */
  readonly engine?: string;
  readonly model?: NonNullable<Component["model"]>;
  /** What it gives up first in its usual set-up when the network splits; editable on the component, because set-ups differ. */
  readonly capClass?: NonNullable<Component["capClass"]>;
  /** Slug of its logo in simple-icons, when there is one. */
  readonly icon?: string;
}

/** Common technologies, kind by kind. */
export const TECHNOLOGIES: readonly Technology[] = [
  // Databases
  {
    id: "postgresql",
    name: "PostgreSQL",
    aliases: ["postgres", "pg", "pgsql", "rds postgres", "aurora postgres", "aurora postgresql"],
    kind: "database",
    engine: "postgresql",
    model: "relational",
    capClass: "CP",
    icon: "postgresql",
  },
  { id: "mysql", name: "MySQL", aliases: ["rds mysql", "aurora mysql"], kind: "database", engine: "mysql", model: "relational", capClass: "CP", icon: "mysql" },
  { id: "mariadb", name: "MariaDB", aliases: [], kind: "database", engine: "mariadb", model: "relational", capClass: "CP", icon: "mariadb" },
  { id: "oracle", name: "Oracle Database", aliases: ["oracle", "oracle db", "oracledb"], kind: "database", engine: "oracle", model: "relational", capClass: "CP" },
  {
    id: "sqlserver",
    name: "SQL Server",
    aliases: ["mssql", "ms sql", "microsoft sql server", "azure sql"],
    kind: "database",
    engine: "sqlserver",
    model: "relational",
    capClass: "CP",
  },
  { id: "sqlite", name: "SQLite", aliases: [], kind: "database", engine: "sqlite", model: "relational", icon: "sqlite" },
  { id: "cockroachdb", name: "CockroachDB", aliases: ["cockroach"], kind: "database", engine: "cockroachdb", model: "relational", capClass: "CP", icon: "cockroachlabs" },
  {
    id: "spanner",
    name: "Google Cloud Spanner",
    aliases: ["spanner", "cloud spanner"],
    kind: "database",
    engine: "spanner",
    model: "relational",
    capClass: "CP",
    icon: "googlecloudspanner",
  },
  { id: "aurora", name: "Amazon Aurora", aliases: ["aurora"], kind: "database", engine: "aurora", model: "relational", capClass: "CP" },
  { id: "rds", name: "Amazon RDS", aliases: ["rds"], kind: "database", model: "relational", capClass: "CP" },
  { id: "cloudsql", name: "Cloud SQL", aliases: [], kind: "database", model: "relational", capClass: "CP", icon: "googlecloud" },
  { id: "mongodb", name: "MongoDB", aliases: ["mongo", "documentdb", "mongo atlas"], kind: "database", engine: "mongodb", model: "document", capClass: "CP", icon: "mongodb" },
  { id: "couchbase", name: "Couchbase", aliases: [], kind: "database", engine: "couchbase", model: "document", capClass: "CP", icon: "couchbase" },
  { id: "firestore", name: "Firestore", aliases: ["firebase firestore"], kind: "database", engine: "firestore", model: "document", capClass: "CP", icon: "firebase" },
  { id: "dynamodb", name: "DynamoDB", aliases: ["amazon dynamodb", "dynamo", "dynamo db"], kind: "database", engine: "dynamodb", model: "keyValue", capClass: "AP" },
  { id: "cosmosdb", name: "Azure Cosmos DB", aliases: ["cosmosdb", "cosmos db", "cosmos"], kind: "database", engine: "cosmosdb", model: "document", capClass: "AP" },
  { id: "cassandra", name: "Apache Cassandra", aliases: ["cassandra"], kind: "database", engine: "cassandra", model: "wideColumn", capClass: "AP", icon: "apachecassandra" },
  { id: "scylladb", name: "ScyllaDB", aliases: ["scylla"], kind: "database", engine: "scylladb", model: "wideColumn", capClass: "AP", icon: "scylladb" },
  { id: "hbase", name: "Apache HBase", aliases: ["hbase", "bigtable"], kind: "database", engine: "hbase", model: "wideColumn", capClass: "CP", icon: "apachehbase" },
  { id: "clickhouse", name: "ClickHouse", aliases: [], kind: "database", engine: "clickhouse", model: "columnar", icon: "clickhouse" },
  { id: "snowflake", name: "Snowflake", aliases: [], kind: "database", engine: "snowflake", model: "columnar", icon: "snowflake" },
  { id: "bigquery", name: "BigQuery", aliases: ["google bigquery"], kind: "database", engine: "bigquery", model: "columnar", icon: "googlebigquery" },
  { id: "redshift", name: "Amazon Redshift", aliases: ["redshift"], kind: "database", engine: "redshift", model: "columnar" },
  { id: "druid", name: "Apache Druid", aliases: ["druid"], kind: "database", engine: "druid", model: "columnar", icon: "apachedruid" },
  { id: "timescaledb", name: "TimescaleDB", aliases: ["timescale"], kind: "database", engine: "timescaledb", model: "relational", capClass: "CP", icon: "timescale" },
  { id: "influxdb", name: "InfluxDB", aliases: ["influx"], kind: "database", engine: "influxdb", icon: "influxdb" },
  { id: "neo4j", name: "Neo4j", aliases: [], kind: "database", engine: "neo4j", capClass: "CP", icon: "neo4j" },
  {
    id: "elasticsearch",
    name: "Elasticsearch",
    aliases: ["elastic", "elastic search"],
    kind: "database",
    engine: "elasticsearch",
    model: "search",
    capClass: "AP",
    icon: "elasticsearch",
  },
  { id: "opensearch", name: "OpenSearch", aliases: ["amazon opensearch"], kind: "database", engine: "opensearch", model: "search", capClass: "AP", icon: "opensearch" },
  { id: "meilisearch", name: "Meilisearch", aliases: [], kind: "database", engine: "meilisearch", model: "search", icon: "meilisearch" },
  { id: "algolia", name: "Algolia", aliases: [], kind: "database", engine: "algolia", model: "search", icon: "algolia" },
  { id: "solr", name: "Apache Solr", aliases: ["solr"], kind: "database", engine: "solr", model: "search", icon: "apachesolr" },
  // Caches
  {
    id: "redis",
    name: "Redis",
    aliases: ["redis cluster", "elasticache", "elasti cache", "memorydb"],
    kind: "cache",
    engine: "redis",
    model: "keyValue",
    capClass: "AP",
    icon: "redis",
  },
  { id: "valkey", name: "Valkey", aliases: [], kind: "cache", engine: "valkey", model: "keyValue", capClass: "AP" },
  { id: "memcached", name: "Memcached", aliases: ["memcache"], kind: "cache", engine: "memcached", model: "keyValue" },
  { id: "hazelcast", name: "Hazelcast", aliases: [], kind: "cache", engine: "hazelcast", model: "keyValue" },
  // Object stores
  { id: "s3", name: "Amazon S3", aliases: ["s3", "aws s3"], kind: "objectStore", engine: "s3" },
  { id: "minio", name: "MinIO", aliases: [], kind: "objectStore", engine: "minio", icon: "minio" },
  { id: "gcs", name: "Google Cloud Storage", aliases: ["gcs", "cloud storage"], kind: "objectStore", engine: "gcs", icon: "googlecloudstorage" },
  { id: "azureblob", name: "Azure Blob Storage", aliases: ["azure blob", "blob storage"], kind: "objectStore", engine: "azureblob" },
  // Brokers and queues
  { id: "kafka", name: "Apache Kafka", aliases: ["kafka", "msk", "confluent", "redpanda"], kind: "broker", engine: "kafka", icon: "apachekafka" },
  { id: "rabbitmq", name: "RabbitMQ", aliases: ["rabbit", "amqp"], kind: "broker", engine: "rabbitmq", icon: "rabbitmq" },
  { id: "nats", name: "NATS", aliases: ["nats jetstream", "jetstream"], kind: "broker", engine: "nats", icon: "natsdotio" },
  { id: "pulsar", name: "Apache Pulsar", aliases: ["pulsar"], kind: "broker", engine: "pulsar", icon: "apachepulsar" },
  { id: "activemq", name: "ActiveMQ", aliases: ["amazon mq", "artemis"], kind: "broker", engine: "activemq" },
  { id: "mqtt", name: "MQTT", aliases: ["mosquitto"], kind: "broker", engine: "mqtt", icon: "mqtt" },
  { id: "redisstreams", name: "Redis Streams", aliases: ["redis stream"], kind: "broker", engine: "redis-streams", icon: "redis" },
  { id: "kinesis", name: "Amazon Kinesis", aliases: ["kinesis"], kind: "topic", engine: "kinesis" },
  { id: "eventbridge", name: "Amazon EventBridge", aliases: ["eventbridge"], kind: "topic", engine: "eventbridge" },
  { id: "sns", name: "Amazon SNS", aliases: ["sns"], kind: "topic", engine: "sns" },
  {
    id: "pubsub",
    name: "Google Cloud Pub/Sub",
    aliases: ["google pubsub", "google pub/sub", "cloud pub/sub", "gcp pubsub"],
    kind: "topic",
    engine: "pubsub",
    icon: "googlepubsub",
  },
  { id: "eventhubs", name: "Azure Event Hubs", aliases: ["event hubs", "eventhub"], kind: "topic", engine: "eventhubs" },
  { id: "sqs", name: "Amazon SQS", aliases: ["sqs"], kind: "queue", engine: "sqs" },
  { id: "servicebus", name: "Azure Service Bus", aliases: ["azure servicebus"], kind: "queue", engine: "servicebus" },
  // Edge
  { id: "nginx", name: "NGINX", aliases: [], kind: "loadBalancer", icon: "nginx" },
  { id: "envoy", name: "Envoy", aliases: ["envoy proxy"], kind: "loadBalancer", icon: "envoyproxy" },
  { id: "haproxy", name: "HAProxy", aliases: ["ha proxy"], kind: "loadBalancer" },
  { id: "traefik", name: "Traefik", aliases: [], kind: "loadBalancer", icon: "traefikproxy" },
  { id: "alb", name: "AWS Application Load Balancer", aliases: ["alb", "aws alb", "elb", "nlb", "aws elb", "aws nlb"], kind: "loadBalancer" },
  { id: "kong", name: "Kong", aliases: ["kong gateway"], kind: "gateway", icon: "kong" },
  { id: "apigateway", name: "Amazon API Gateway", aliases: ["aws api gateway", "apigw"], kind: "gateway" },
  { id: "apigee", name: "Apigee", aliases: [], kind: "gateway", icon: "googlecloud" },
  { id: "tyk", name: "Tyk", aliases: [], kind: "gateway" },
  { id: "cloudfront", name: "Amazon CloudFront", aliases: ["cloudfront"], kind: "cdn" },
  { id: "cloudflare", name: "Cloudflare", aliases: [], kind: "cdn", icon: "cloudflare" },
  { id: "fastly", name: "Fastly", aliases: [], kind: "cdn", icon: "fastly" },
  { id: "akamai", name: "Akamai", aliases: [], kind: "cdn", icon: "akamai" },
  // Functions
  { id: "lambda", name: "AWS Lambda", aliases: ["lambda"], kind: "function" },
  { id: "cloudfunctions", name: "Google Cloud Functions", aliases: ["cloud functions", "cloud function", "gcf"], kind: "function", icon: "googlecloud" },
  { id: "azurefunctions", name: "Azure Functions", aliases: ["azure function"], kind: "function" },
  { id: "cloudflareworkers", name: "Cloudflare Workers", aliases: ["cloudflare worker"], kind: "function", icon: "cloudflareworkers" },
  // Stream processors and jobs
  { id: "spark", name: "Apache Spark", aliases: ["spark", "spark streaming", "pyspark"], kind: "streamProcessor", icon: "apachespark" },
  { id: "flink", name: "Apache Flink", aliases: ["flink"], kind: "streamProcessor", icon: "apacheflink" },
  { id: "kafkastreams", name: "Kafka Streams", aliases: ["ksqldb", "kstreams"], kind: "streamProcessor", icon: "apachekafka" },
  { id: "airflow", name: "Apache Airflow", aliases: ["airflow"], kind: "batchJob", icon: "apacheairflow" },
  { id: "prefect", name: "Prefect", aliases: [], kind: "batchJob", icon: "prefect" },
  // Identity providers
  { id: "keycloak", name: "Keycloak", aliases: [], kind: "idp", icon: "keycloak" },
  { id: "auth0", name: "Auth0", aliases: [], kind: "idp", icon: "auth0" },
  { id: "okta", name: "Okta", aliases: [], kind: "idp", icon: "okta" },
  { id: "cognito", name: "Amazon Cognito", aliases: ["cognito"], kind: "idp" },
  { id: "entra", name: "Microsoft Entra ID", aliases: ["entra", "azure ad", "active directory"], kind: "idp" },
  // Secrets and registries
  { id: "vault", name: "HashiCorp Vault", aliases: ["vault"], kind: "secretStore", icon: "vault" },
  { id: "secretsmanager", name: "AWS Secrets Manager", aliases: ["secrets manager", "aws kms"], kind: "secretStore" },
  { id: "consul", name: "Consul", aliases: [], kind: "registry", icon: "consul" },
  { id: "etcd", name: "etcd", aliases: [], kind: "registry", icon: "etcd" },
  { id: "eureka", name: "Eureka", aliases: ["netflix eureka"], kind: "registry" },
  { id: "zookeeper", name: "Apache ZooKeeper", aliases: ["zookeeper"], kind: "registry" },
  // Telemetry
  { id: "prometheus", name: "Prometheus", aliases: [], kind: "telemetry", icon: "prometheus" },
  { id: "grafana", name: "Grafana", aliases: ["tempo", "grafana tempo", "loki", "grafana loki"], kind: "telemetry", icon: "grafana" },
  { id: "jaeger", name: "Jaeger", aliases: [], kind: "telemetry", icon: "jaeger" },
  { id: "zipkin", name: "Zipkin", aliases: [], kind: "telemetry" },
  { id: "opentelemetry", name: "OpenTelemetry", aliases: ["otel", "otel collector"], kind: "telemetry", icon: "opentelemetry" },
  { id: "elk", name: "Elastic Stack", aliases: ["elk", "elk stack", "kibana", "logstash"], kind: "telemetry", icon: "elasticstack" },
  { id: "datadog", name: "Datadog", aliases: [], kind: "telemetry", icon: "datadog" },
  { id: "newrelic", name: "New Relic", aliases: [], kind: "telemetry", icon: "newrelic" },
  { id: "sentry", name: "Sentry", aliases: [], kind: "telemetry", icon: "sentry" },
  { id: "cloudwatch", name: "Amazon CloudWatch", aliases: ["cloudwatch"], kind: "telemetry" },
  // Outside systems
  { id: "stripe", name: "Stripe", aliases: [], kind: "external", icon: "stripe" },
  { id: "paypal", name: "PayPal", aliases: [], kind: "external", icon: "paypal" },
  { id: "adyen", name: "Adyen", aliases: [], kind: "external", icon: "adyen" },
  { id: "twilio", name: "Twilio", aliases: [], kind: "external" },
  { id: "sendgrid", name: "SendGrid", aliases: ["send grid"], kind: "external" },
  { id: "mailgun", name: "Mailgun", aliases: [], kind: "external", icon: "mailgun" },
  { id: "ses", name: "Amazon SES", aliases: ["aws ses"], kind: "external" },
  { id: "firebasepush", name: "Firebase Cloud Messaging", aliases: ["fcm"], kind: "external", icon: "firebase" },
  { id: "apns", name: "Apple Push Notification service", aliases: ["apns", "apple push"], kind: "external", icon: "apple" },
  // Languages and frameworks
  { id: "nodejs", name: "Node.js", aliases: ["node js", "nodejs"], kind: "service", icon: "nodedotjs" },
  { id: "express", name: "Express", aliases: ["express.js", "expressjs"], kind: "service", icon: "express" },
  { id: "nestjs", name: "NestJS", aliases: ["nest.js"], kind: "service", icon: "nestjs" },
  { id: "spring", name: "Spring", aliases: ["spring boot", "springboot", "java"], kind: "service", icon: "spring" },
  { id: "kotlin", name: "Kotlin", aliases: ["ktor"], kind: "service", icon: "kotlin" },
  { id: "dotnet", name: ".NET", aliases: ["dotnet", "asp.net", "c#", "asp.net core"], kind: "service", icon: "dotnet" },
  { id: "go", name: "Go", aliases: ["golang"], kind: "service", icon: "go" },
  { id: "python", name: "Python", aliases: [], kind: "service", icon: "python" },
  { id: "fastapi", name: "FastAPI", aliases: ["fast api"], kind: "service", icon: "fastapi" },
  { id: "django", name: "Django", aliases: [], kind: "service", icon: "django" },
  { id: "flask", name: "Flask", aliases: [], kind: "service", icon: "flask" },
  { id: "rails", name: "Ruby on Rails", aliases: ["rails", "ruby"], kind: "service", icon: "rubyonrails" },
  { id: "rust", name: "Rust", aliases: ["actix", "axum"], kind: "service", icon: "rust" },
  { id: "elixir", name: "Elixir", aliases: ["phoenix"], kind: "service", icon: "elixir" },
  { id: "php", name: "PHP", aliases: ["laravel", "symfony"], kind: "service", icon: "php" },
  { id: "scala", name: "Scala", aliases: ["akka"], kind: "service", icon: "scala" },
  { id: "nextjs", name: "Next.js", aliases: ["nextjs"], kind: "bff", icon: "nextdotjs" },
  { id: "apollo", name: "Apollo", aliases: ["apollo server", "apollo federation"], kind: "bff", icon: "apollographql" },
  { id: "react", name: "React", aliases: ["react.js", "reactjs", "react native"], kind: "client", icon: "react" },
  { id: "vue", name: "Vue", aliases: ["vue.js", "vuejs"], kind: "client", icon: "vuedotjs" },
  { id: "angular", name: "Angular", aliases: [], kind: "client", icon: "angular" },
  { id: "svelte", name: "Svelte", aliases: ["sveltekit"], kind: "client", icon: "svelte" },
  { id: "flutter", name: "Flutter", aliases: [], kind: "client", icon: "flutter" },
  { id: "ios", name: "iOS", aliases: ["iphone", "ipad", "swift"], kind: "client", icon: "apple" },
  { id: "android", name: "Android", aliases: [], kind: "client", icon: "android" },
];

const byId = new Map(TECHNOLOGIES.map((technology) => [technology.id, technology]));

/** The technology with this id. */
export const technologyById = (id: string): Technology | undefined => byId.get(id);

/** Stands between two readings of a text; no word looks like it. */
const SEPARATOR = "\n";

/** Words of a text in lower case; `.` and `#` and `+` belong to a word (`node.js`, `c#`), except a full stop at its end. Words written together (`ordersPostgres`) are read apart as well. */
function wordsOf(text: string): string[] {
  const split = text.replaceAll(/(\p{Ll})(\p{Lu})/gu, "$1 $2").toLowerCase();
  return [...wordsIn(text.toLowerCase()), ...(split === text.toLowerCase() ? [] : [SEPARATOR, ...wordsIn(split)])];
}

const wordsIn = (text: string): string[] => (text.match(/\.?[\p{L}\p{N}]+(?:[.][\p{L}\p{N}]+)*[#+]*/gu) ?? []).slice(0, WORD_LIMIT);

/** Labels are short; whatever is longer than this is prose and not read to its end. */
const WORD_LIMIT = 200;

interface Spelling {
  readonly words: readonly string[];
  readonly technology: Technology;
}

/** Spellings by their first word, the longest first. */
const spellings = new Map<string, Spelling[]>();
for (const technology of TECHNOLOGIES) {
  for (const spelling of new Set([technology.name.toLowerCase(), technology.id, ...technology.aliases])) {
    const words = wordsIn(spelling);
    const [first] = words;
    if (first === undefined) continue;
    const list = spellings.get(first) ?? [];
    list.push({ words, technology });
    list.sort((a, b) => b.words.length - a.words.length || b.words.join("").length - a.words.join("").length);
    spellings.set(first, list);
  }
}

/** Names that are also everyday words: they count at the end of a text or before a word such as "service", so that "Express shipping" and "Go to checkout" name nothing. */
const EVERYDAY = new Set([
  "go",
  "express",
  "spring",
  "swift",
  "flask",
  "rails",
  "ruby",
  "rust",
  "react",
  "apollo",
  "spark",
  "phoenix",
  "scala",
  "elastic",
  "entra",
  "vault",
  "consul",
  "prefect",
  "tempo",
  "akka",
]);
const FOLLOWERS = new Set(["service", "microservice", "api", "app", "application", "server", "backend", "frontend", "worker", "job", "client", "cluster", "db", "database"]);

function isMeant(spelling: Spelling, next: string | undefined): boolean {
  const [first = ""] = spelling.words;
  return spelling.words.length > 1 || !EVERYDAY.has(first) || next === undefined || next === SEPARATOR || FOLLOWERS.has(next);
}

/** The technology that a text names: whole words, in any case, the longest spelling first, the earliest when two are as long. */
export function technologyIn(text: string): Technology | undefined {
  const words = wordsOf(text);
  let best: Spelling | undefined;
  for (let at = 0; at < words.length; at += 1) {
    const found = spellings
      .get(words[at] ?? "")
      ?.find((spelling) => spelling.words.every((word, offset) => words[at + offset] === word) && isMeant(spelling, words[at + spelling.words.length]));
    if (found && (best === undefined || lengthOf(found) > lengthOf(best))) best = found;
  }
  return best?.technology;
}

const lengthOf = (spelling: Spelling): number => spelling.words.join(" ").length;
