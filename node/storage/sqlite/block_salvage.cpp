#include "node/storage/sqlite/block_salvage.h"

#include "node/storage/sqlite/chain_schema.h"

namespace timecoin {

Stored<std::unique_ptr<BlockSalvage>> BlockSalvage::open(const std::string& path) {
    DatabaseOptions options;
    options.readOnly = true;
    auto database = Database::open(path, kChainSchema, options);
    if (!database) return fail(database.error());
    std::unique_ptr<BlockSalvage> salvage(new BlockSalvage(std::move(database).value()));
    if (auto status = salvage->m_blocks.prepare(salvage->m_database); !status)
        return fail(status.error());
    if (auto status = salvage->m_states.prepare(salvage->m_database); !status)
        return fail(status.error());
    return salvage;
}

std::uint64_t BlockSalvage::bodiesFrom() const {
    const auto upkeep = m_states.upkeep();
    return upkeep ? upkeep->bodiesFrom : 0;
}

Stored<std::optional<CertifiedBlock>> BlockSalvage::block(std::uint64_t height) const {
    return m_blocks.block(height);
}

}  // namespace timecoin
