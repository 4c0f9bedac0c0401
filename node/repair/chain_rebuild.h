// A new chain store out of the blocks of an old one (R-STO-14). Every block is checked like a
// stranger's: its certificate by the set that governed it, every signature, every rule.
#pragma once

#include "node/storage/storage.h"

#include <functional>
#include <string>

namespace timecoin {

/// Where the blocks come from. nullopt: there is none of this height.
using BlockSource = std::function<Stored<std::optional<CertifiedBlock>>(std::uint64_t height)>;

struct RebuildReport {
    enum class End : std::uint8_t {
        NoMore,       ///< the source has no further block
        Unreadable,   ///< it has one and cannot give it; `detail`
        Uncertified,  ///< the members of its height have not signed it
        Invalid,      ///< it breaks a rule; `detail` names it
        Stopped,      ///< by the caller
    };
    std::uint64_t from = 0;    ///< height of the store before
    std::uint64_t height = 0;  ///< and after
    std::uint64_t transactions = 0;
    End end = End::NoMore;
    std::string detail;
};

/// `fresh` is open at some height; blocks from there on are taken until one is bad or missing. An
/// error is one of `fresh`. `progress` gets the height and may stop by false.
Stored<RebuildReport> rebuildChain(const BlockSource& blocks, ChainStore& fresh,
                                   const Network& network, const SignatureScheme& scheme,
                                   const std::function<bool(std::uint64_t)>& progress);

}  // namespace timecoin
