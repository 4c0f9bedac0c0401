// A new chain in the place of a damaged one, out of the blocks that are good (R-STO-14).
#pragma once

#include "app/offline/chain_folder.h"
#include "app/offline/pace.h"
#include "node/repair/chain_rebuild.h"

namespace timecoin {

struct Rebuilt {
    RebuildReport report;
    QString kept;  ///< where the old file is now
};

/// Killed at any moment, this leaves the old chain or the new one as chain.db, whole.
OrSentence<Rebuilt> rebuildChainIn(const ChainFolder& folder, const Network& network,
                                   const Say& say, const DatabaseOptions& options = {});

}  // namespace timecoin
