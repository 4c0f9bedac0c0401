// The layout of the chain database and how older ones become it. Text: node/storage/README.md.
#pragma once

#include "node/storage/sqlite/database.h"

namespace timecoin {

extern const DatabaseSchema kChainSchema;

}  // namespace timecoin
