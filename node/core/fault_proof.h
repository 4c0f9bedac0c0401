// What shows that more than a third of the masternodes are faulty, as bytes that outlast the node
// (R-SAFE-1..3): the signed messages that contradict each other, as peers exchange them. Pure.
#pragma once

#include "node/core/turn.h"

#include <optional>
#include <vector>

namespace timecoin {

struct FaultProof {
    FatalCode code = FatalCode::TwoCertificatesOneHeight;
    Hash genesis;
    std::uint64_t height = 0;
    std::vector<wire::Message> messages;  ///< blocks with their certificates, proofs of finality

    Bytes encode() const;
    /// nullopt: not in the one encoding, or more than kMaxMessages.
    static std::optional<FaultProof> decode(ByteView bytes);

    static constexpr std::uint32_t kMaxMessages = 4;
};

/// A block with its certificate, as a proof holds it.
wire::Message blockMessage(CertifiedBlock block);

}  // namespace timecoin
