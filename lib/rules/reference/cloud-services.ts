import type { ReferenceTable } from "./reference-table.ts";

/** The same part of a system at three providers and at home. */
export const cloudServicesTable: ReferenceTable = {
  id: "cloud-services",
  title: "Equivalent cloud services",
  question: "What is this called at another provider?",
  columns: ["Part", "AWS", "Azure", "Google Cloud", "Run by yourself"],
  rows: [
    { cells: ["Containers in a cluster", "EKS", "AKS", "GKE", "Kubernetes"], source: "004 §11", rules: ["scalability/no-autoscaling", "observability/no-health-check"] },
    { cells: ["Managed containers", "ECS on Fargate", "Container Apps", "Cloud Run", "Docker with Nomad"], source: "004 §11", rules: ["scalability/no-autoscaling"] },
    {
      cells: ["Functions", "Lambda", "Functions", "Cloud Run functions", "Knative, OpenFaaS"],
      source: "004 §11",
      rules: ["serverless/cold-start-over-budget", "serverless/long-running-service"],
    },
    { cells: ["Virtual machines", "EC2", "Virtual Machines", "Compute Engine", "KVM, VMware"], source: "004 §11", rules: ["scalability/no-autoscaling"] },
    {
      cells: ["Load balancer", "Elastic Load Balancing", "Application Gateway, Load Balancer", "Cloud Load Balancing", "HAProxy, NGINX, Envoy"],
      source: "004 §11",
      rules: ["resilience/single-point-of-failure"],
    },
    {
      cells: ["API gateway", "API Gateway", "API Management", "API Gateway, Apigee", "Kong, Envoy Gateway"],
      source: "004 §11",
      rules: ["serverless/gateway-type", "security/no-rate-limit"],
    },
    { cells: ["Content delivery (CDN)", "CloudFront", "Front Door", "Cloud CDN", "Varnish"], source: "004 §11", rules: ["caching/cdn-missing"] },
    {
      cells: ["Queue", "SQS", "Service Bus queues, Queue Storage", "Pub/Sub, Cloud Tasks", "RabbitMQ"],
      source: "004 §11",
      rules: ["messaging/missing-dead-letter", "serverless/visibility-too-short"],
    },
    {
      cells: ["Topic to many readers", "SNS, EventBridge", "Service Bus topics, Event Grid", "Pub/Sub, Eventarc", "RabbitMQ, NATS"],
      source: "004 §11",
      rules: ["messaging/broadcast-on-queue"],
    },
    {
      cells: ["Log of events", "Kinesis, MSK", "Event Hubs", "Managed Service for Apache Kafka", "Kafka, Redpanda"],
      source: "004 §11",
      rules: ["messaging/kafka-unjustified", "messaging/replication-too-low"],
    },
    {
      cells: ["Relational database", "RDS, Aurora", "Azure SQL, Database for PostgreSQL", "Cloud SQL, AlloyDB", "PostgreSQL, MySQL"],
      source: "004 §11",
      rules: ["resilience/single-point-of-failure", "scalability/connections-exhausted"],
    },
    {
      cells: ["Key-value and documents", "DynamoDB, DocumentDB", "Cosmos DB", "Firestore, Bigtable", "Cassandra, MongoDB"],
      source: "004 §11",
      rules: ["database/nosql-scan", "database/skewed-shard-key"],
    },
    { cells: ["Data warehouse", "Redshift", "Synapse, Fabric", "BigQuery", "ClickHouse"], source: "004 §11", rules: ["data/cqrs-candidate"] },
    { cells: ["Objects and files", "S3", "Blob Storage", "Cloud Storage", "MinIO, Ceph"], source: "004 §11", rules: ["security/no-encryption-at-rest"] },
    { cells: ["Cache", "ElastiCache, MemoryDB", "Azure Managed Redis", "Memorystore", "Redis, Valkey"], source: "004 §11", rules: ["caching/cache-loss-overload"] },
    { cells: ["Identity of users", "Cognito", "Entra External ID", "Identity Platform", "Keycloak"], source: "004 §11", rules: ["security/unauthenticated-endpoint"] },
    { cells: ["Secrets", "Secrets Manager", "Key Vault", "Secret Manager", "Vault, OpenBao"], source: "004 §11", rules: ["security/inline-secret"] },
    {
      cells: ["Metrics, logs, traces", "CloudWatch, X-Ray", "Monitor, Application Insights", "Cloud Monitoring, Logging, Trace", "Prometheus, Loki, Jaeger"],
      source: "004 §11",
      rules: ["observability/no-tracing", "observability/red-metrics"],
    },
  ],
  note: "Equivalent in what they are for, not in limits, prices or guarantees: ordering, delivery and size of messages differ most. Which provider a part runs at stands in its technology, how a program is run in “Deployed as”.",
};
