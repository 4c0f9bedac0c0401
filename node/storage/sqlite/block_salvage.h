// The blocks of a chain database whose tip or coins may be damaged: read one by one, each as far as it
// is whole. For rebuilding; nothing else should want it. Thread: its owner's.
#pragma once

#include "node/storage/sqlite/block_table.h"
#include "node/storage/sqlite/state_table.h"

#include <memory>
#include <string>

namespace timecoin {

class BlockSalvage {
public:
    /// What SQLite can still open. Changes nothing of what is in it.
    static Stored<std::unique_ptr<BlockSalvage>> open(const std::string& path);

    /// Genesis it says it is of; nullopt: it does not say.
    Stored<std::optional<Hash>> genesis() const { return m_states.genesis(); }
    /// Height of the oldest body kept, as the store says it; 0 when that cannot be read.
    std::uint64_t bodiesFrom() const;
    /// The whole block, fitting its header; nullopt: it is not there.
    Stored<std::optional<CertifiedBlock>> block(std::uint64_t height) const;

private:
    explicit BlockSalvage(Database database) : m_database(std::move(database)) {}

    Database m_database;  // destroyed after the statements below
    BlockTable m_blocks;
    StateTable m_states;
};

}  // namespace timecoin
