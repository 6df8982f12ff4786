# The Worker on one's own machine, without wrangler or Cloudflare: docs/self-hosting.md says how it is bundled and started.
# Settings are the variables that `keywright --help` lists; those of a process (port, data folder) are flags of workerd.

using Workerd = import "/workerd/workerd.capnp";

const config :Workerd.Config = (
  services = [
    (name = "keywright", worker = .keywright),
    # The keys. A copy of this folder and the root key are a backup.
    (name = "objects", disk = (path = "objects", writable = true)),
  ],
  sockets = [(name = "http", address = "127.0.0.1:7700", http = (), service = "keywright")],
);

const keywright :Workerd.Worker = (
  modules = import "worker/bundle.capnp".modules,
  compatibilityDate = import "worker/bundle.capnp".compatibilityDate,
  bindings = [
    (name = "KEYWRIGHT_RECORDS", durableObjectNamespace = "RecordObject"),
    (name = "KEYWRIGHT_ROOT_KEY", fromEnvironment = "KEYWRIGHT_ROOT_KEY"),
    (name = "KEYWRIGHT_ROOT_ACCESS_KEY", fromEnvironment = "KEYWRIGHT_ROOT_ACCESS_KEY"),
    (name = "KEYWRIGHT_ACCOUNT", fromEnvironment = "KEYWRIGHT_ACCOUNT"),
    (name = "KEYWRIGHT_REGION", fromEnvironment = "KEYWRIGHT_REGION"),
    (name = "KEYWRIGHT_SM2_EVERYWHERE", fromEnvironment = "KEYWRIGHT_SM2_EVERYWHERE"),
    (name = "KEYWRIGHT_BODY_LIMIT_BYTES", fromEnvironment = "KEYWRIGHT_BODY_LIMIT_BYTES"),
    (name = "KEYWRIGHT_LOG_LEVEL", fromEnvironment = "KEYWRIGHT_LOG_LEVEL"),
    (name = "KEYWRIGHT_CARRY_TOKEN", fromEnvironment = "KEYWRIGHT_CARRY_TOKEN"),
  ],
  # The key is part of where an object lies: another one would be another, empty, service.
  durableObjectNamespaces = [(className = "RecordObject", uniqueKey = "keywright", enableSql = true)],
  durableObjectStorage = (localDisk = "objects"),
);
