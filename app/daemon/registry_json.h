// The registry of masternodes as JSON, for the control channel and whoever asks in scripts.
#pragma once

#include "node/api/registry_answer.h"

#include <QJsonObject>

namespace timecoin {

/// Locks as addresses with `prefix`, keys and hashes in hexadecimal.
QJsonObject registryJson(const RegistryAnswer& answer, const QString& prefix);

}  // namespace timecoin
