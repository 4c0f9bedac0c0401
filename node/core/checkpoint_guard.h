// Which blocks and statements this node may believe (R-CHK-1..4): keys that are past unbonding sign
// anything, so a node that was away for long believes only what leads to a checkpoint. The way there
// is a trail of hashes, gathered from the checkpoint downwards, so that every header proves itself.
// Pure.
#pragma once

#include "node/chain/checkpoint.h"
#include "node/wire/messages.h"

#include <optional>
#include <vector>

namespace timecoin {

class CheckpointGuard {
public:
    CheckpointGuard(const NetworkParams& params, std::vector<Checkpoint> checkpoints,
                    bool foreignKeys);

    const std::vector<Checkpoint>& checkpoints() const { return m_checkpoints; }
    /// The tip at the start. A checkpoint given now that names it says that it is still the end of
    /// the chain: trusted until it moves, however old it is.
    void start(const ChainPoint& tip, std::uint64_t wallMs);
    void onTip(const ChainPoint& tip, std::uint64_t wallMs);
    void onTime(std::uint64_t wallMs);

    Trust trust() const { return m_trust; }
    /// Statements, payments and certificates of now may be believed, and signed.
    bool believes() const { return m_trust == Trust::Trusted; }
    /// Blocks of peers may be taken: they are believed, or the trail says which.
    bool takesBlocks() const { return believes() || (m_trust == Trust::Follow && m_linked); }
    /// The checkpoint that is followed.
    const Checkpoint* target() const;
    /// A checkpoint or the trail names another block of this height.
    bool refuses(std::uint64_t height, const Hash& block) const;

    /// The next piece of the trail; nullopt when none is needed.
    std::optional<wire::GetHeaders> wanted() const;
    enum class Arrival : std::uint8_t {
        Useless,  ///< does not end where the trail begins: that peer does not know the way
        Taken,
        OtherChain,  ///< the trail, proven from the checkpoint, does not lead to the tip kept here
    };
    Arrival onHeaders(const std::vector<BlockHeader>& headers);

private:
    std::uint64_t lowest() const { return target()->height - (m_trail.size() - 1); }

    NetworkParams m_params;
    std::vector<Checkpoint> m_checkpoints;
    bool m_foreignKeys;
    ChainPoint m_tip;
    bool m_confirmed = false;
    Trust m_trust = Trust::Needed;
    /// Hashes from the target's downwards, one a height.
    std::vector<Hash> m_trail;
    bool m_linked = false;  ///< it reaches the tip
};

}  // namespace timecoin
