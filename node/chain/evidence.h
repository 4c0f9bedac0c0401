// Two signed statements of one member that contradict each other (R-EVI-1..4): proof that its
// operator key is in wrong hands or its program broken. Needs no state: both signatures must hold
// under the key the evidence names. Which masternode that is, and whether it may still be removed
// for it, the registry decides (R-MN-13).
#pragma once

#include "node/base/crypto.h"
#include "node/chain/certificates.h"
#include "node/chain/transaction.h"

#include <optional>
#include <variant>
#include <vector>

namespace timecoin {

/// Two PRE-PREPAREs, PREPAREs or COMMITs of one view with different content, or two VIEW-CHANGEs of
/// one height with different C, or of one view with different P. `first` encodes below `second`.
template <class S>
struct Contradiction {
    S first;
    S second;
    friend bool operator==(const Contradiction&, const Contradiction&) = default;
};

/// Votes of one window for two transfers that spend one output; they may stand in one batch.
struct DoubleVote {
    IdProof first;  ///< of the TX-VOTE that names it
    IdProof second;
    Bytes firstCore;   ///< the transfer without its witness: the id is its hash
    Bytes secondCore;  ///< above firstCore
    friend bool operator==(const DoubleVote&, const DoubleVote&) = default;
};

/// A TX-ACK for an id that the frozen list of a VIEW-CHANGE of the same height omits: it holds the
/// neighbours in that ascending list between which the id would stand (one at its ends; none when
/// the list is empty).
struct UnlistedAck {
    struct Neighbour {
        std::uint32_t index = 0;
        Hash id;
        std::vector<Hash> path;
        friend bool operator==(const Neighbour&, const Neighbour&) = default;
    };

    IdProof ack;  ///< of the TX-ACK that names the id
    Hash id;
    ViewChange change;
    std::vector<Neighbour> neighbours;
    friend bool operator==(const UnlistedAck&, const UnlistedAck&) = default;
};

using Contradictory =
    std::variant<Contradiction<PrePrepare>, Contradiction<Prepare>, Contradiction<Commit>,
                 Contradiction<ViewChange>, DoubleVote, UnlistedAck>;

struct Evidence {
    PublicKey operatorKey;
    Contradictory proof;  ///< encoded as u8 kind (1..6, in the order above), then its fields

    /// Where both statements stand: epoch, height and member. The registry takes evidence of an
    /// epoch after that of the registration and not after its own block's only. So what was done
    /// under an earlier registration of the key is not counted again, and no evidence transaction
    /// can ever stand in two blocks.
    const StatementHeader& place() const;

    void encode(Writer& out) const;
    /// Refuses a pair that is not in ascending order: one pair is one evidence (R-EVI-2).
    static Evidence decode(Reader& in);
    friend bool operator==(const Evidence&, const Evidence&) = default;
};

/// True when the two statements contradict and `operatorKey` signed both. Cheap checks first.
bool checkEvidence(const Evidence& evidence, const Hash& genesis, const SignatureScheme& scheme);

/// Evidence from two statements in any order, whose signatures hold under `key`; nullopt when they
/// do not contradict.
std::optional<Evidence> makeEvidence(const PublicKey& key, const PrePrepare& a,
                                     const PrePrepare& b);
std::optional<Evidence> makeEvidence(const PublicKey& key, const Prepare& a, const Prepare& b);
std::optional<Evidence> makeEvidence(const PublicKey& key, const Commit& a, const Commit& b);
std::optional<Evidence> makeEvidence(const PublicKey& key, const ViewChange& a,
                                     const ViewChange& b);
/// `a` proves the vote for `first`, `b` that for `second`. nullopt also when the two transfers are
/// too large together (kMaxEvidenceBytes).
std::optional<Evidence> makeEvidence(const PublicKey& key, const IdProof& a,
                                     const Transaction& first, const IdProof& b,
                                     const Transaction& second);
/// `ack` proves the acknowledgement of `id`; `listed` is the ascending list behind
/// change.acknowledged.
std::optional<Evidence> makeEvidence(const PublicKey& key, const IdProof& ack, const Hash& id,
                                     const ViewChange& change, const std::vector<Hash>& listed);

/// The transaction that carries it: kind Evidence, nothing else in it.
Transaction evidenceTransaction(const Evidence& evidence);

}  // namespace timecoin
