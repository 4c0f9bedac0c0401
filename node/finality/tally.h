// Who named which transfer in one window, and where that is signed (R-FIN-1, R-FIN-8). Counting
// only: what the counts mean is the window's business (window.h), and so is whether a transfer is
// valid or known.
#pragma once

#include "node/chain/certificates.h"
#include "node/chain/merkle.h"

#include <map>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

namespace timecoin {

/// The least counted size of a transfer: one input, one output, one key.
inline constexpr std::uint32_t kLeastCountedBytes = 2 + 1 + (4 + 36) + (4 + 41) + 4 + 4 + 8 + 96;

/// Ids that one member may name by votes in a window (R-FIN-8): a vote budget holds at most
/// 10,000 of the smallest transfers.
inline constexpr std::uint32_t kMaxVotedIds = 12'000;
/// Ids that one member may name by acknowledgements: it acknowledges what is certified, and that
/// stays below twice one member's vote budget (R-FIN-4).
inline constexpr std::uint32_t kMaxAckedIds = 24'000;

static_assert(kVoteBudgetBytes / kLeastCountedBytes <= kMaxVotedIds);
static_assert(2 * kMaxVotedIds <= kMaxAckedIds && kMaxAckedIds <= kMaxAcknowledged);

enum class BatchVerdict : std::uint8_t {
    Accepted,
    NothingNew,    ///< every id of it was already counted for this member
    OverLimit,     ///< this member named more ids in this window than a budget can hold
    ListMismatch,  ///< the ids do not have the signed count and root, or repeat one
};

/// A signed batch as it was signed. Its ids are stored once, however many proofs use them.
struct SignedBatch {
    /// `S` is TxVote or TxAck.
    template <class S>
    SignedBatch(const S& statement, std::vector<Hash> listed)
        : at(statement.at),
          ref(statement.ids),
          signature(statement.signature),
          ids(std::move(listed)) {}

    StatementHeader at;
    IdListRef ref;
    Signature signature;
    std::vector<Hash> ids;

    IdProof proofOf(std::uint32_t index) const;

private:
    mutable std::optional<HashTree> m_tree;  ///< built for the first proof that is asked for
};

/// Votes, or acknowledgements, of one window.
class Tally {
public:
    Tally(StatementKind kind, std::uint32_t maxIdsPerMember);

    struct Outcome {
        BatchVerdict verdict = BatchVerdict::NothingNew;
        std::vector<Hash> counted;  ///< ids that were not counted for this member before
    };
    /// Checks the list against what is signed, then counts each id once for the member.
    Outcome add(SignedBatch batch);
    /// Counts one proven id; false when it was counted before or the member is over its limit.
    bool add(const Hash& id, const IdProof& proof);

    std::uint32_t count(const Hash& id) const;
    bool counted(const Hash& id, MemberIndex member) const;
    std::vector<MemberIndex> members(const Hash& id) const;  ///< ascending
    /// Distinct ids that the member named.
    std::uint32_t named(MemberIndex member) const;
    /// That the member named the id; nullopt when it did not.
    std::optional<IdProof> proofBy(MemberIndex member, const Hash& id) const;
    /// An id of the member's batches that is not among `listed` (ascending).
    std::optional<Hash> namedOutside(MemberIndex member, const std::vector<Hash>& listed) const;
    /// `quorum` proofs, ascending by member; nullopt when fewer members named the id.
    std::optional<TransferCertificate> proof(const Hash& id, std::uint32_t quorum) const;

private:
    /// Where one member's naming of one id is signed: in a batch held here, or in a proof.
    struct Source {
        MemberIndex member = 0;
        std::uint32_t index = 0;
        std::shared_ptr<const SignedBatch> batch;
        std::shared_ptr<const IdProof> proof;

        IdProof toProof() const { return proof ? *proof : batch->proofOf(index); }
    };
    using Sources = std::vector<Source>;  // ascending by member
    struct Account {
        std::uint32_t named = 0;   // distinct ids counted
        std::uint32_t stored = 0;  // ids in the batches held, repetitions included
        std::map<IdListRef, std::shared_ptr<const SignedBatch>> batches;
    };

    static bool listHolds(const SignedBatch& batch);
    static Sources::iterator place(Sources& sources, MemberIndex member);

    StatementKind m_kind;
    std::uint32_t m_maxIdsPerMember;
    std::map<Hash, Sources> m_sources;
    std::map<MemberIndex, Account> m_accounts;
};

}  // namespace timecoin
