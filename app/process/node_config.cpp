#include "app/process/node_config.h"

#include "app/files/key_file.h"

namespace timecoin {

Result<EngineConfig, FileError> nodeConfig(const NodeOptions& options) {
    auto network = findNetwork(options.network);
    if (!network.ok()) return fail(network.error());
    EngineConfig config;
    config.network = std::move(network->network);
    config.dataDirectory = options.dataDir;
    config.statementLog = options.statementLog;
    config.listen = options.listen;
    config.listenHost = options.listenHost;
    config.listenPort = options.listenPort.value_or(config.network.params.p2pPort);
    config.connect = options.connect;
    config.cacheMiB = options.cacheMiB;
    config.pruneDepth = options.pruneDepth;
    config.checkpoints = std::move(network->checkpoints);
    config.checkpoints.insert(config.checkpoints.end(), options.checkpoints.begin(),
                              options.checkpoints.end());
    // Sandboxes of separate processes are one person's too: their keys are made in one place.
    config.foreignKeys = config.network.params.addressPrefix != kSandboxPrefix;
    if (!options.operatorKeyFile.isEmpty()) {
        auto key = readKeyFile(options.operatorKeyFile);
        if (!key.ok()) return fail(key.error());
        config.operatorKey = std::make_shared<const SigningKey>(std::move(key).value());
    }
    return config;
}

}  // namespace timecoin
