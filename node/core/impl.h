// The inside of NodeCore: routes between the rooms. node_core.cpp holds the life of a height,
// core_messages.cpp what peers say, core_serving.cpp what they ask.
#pragma once

#include "node/core/checkpoint_guard.h"
#include "node/core/height_work.h"
#include "node/core/node_core.h"
#include "node/core/start_question.h"
#include "node/core/transaction_intake.h"
#include "node/sync/catch_up.h"

#include <map>
#include <set>

namespace timecoin {

/// Who was asked for headers and is silent this long is passed over.
inline constexpr std::uint64_t kHeadersAgainMs = 2'000;

inline MemberBits bitsOf(const std::vector<MemberIndex>& members) {
    MemberBits bits;
    for (const MemberIndex member : members) bits.set(member);
    return bits;
}

class NodeCore::Impl {
public:
    Impl(CoreConfig config, ChainStore& chain, SafetyLog& safety);

    Status<StorageError> start(Instant now);
    void onPeerReady(PeerNumber peer, std::uint64_t height, Instant now);
    void onPeerGone(PeerNumber peer);
    void onMessage(PeerNumber from, wire::Message message, Instant now);
    void onVerified(VerifyResult result, Instant now);
    void submit(Transaction transaction, Instant now);
    void restore(PooledRecord record, Instant now);
    std::vector<PooledRecord> pooledRecords(Instant now, std::uint64_t maxBytes) const;
    void onTime(Instant now);
    std::optional<std::uint64_t> nextDueMs() const;
    Turn finishTurn(Instant now);
    CoreStatus status(Instant now, std::size_t pendingLimit) const;

    CoreParts m_parts;
    std::unique_ptr<HeightWork> m_work;

private:
    // --- the life of a height (node_core.cpp)
    void beginHeight(Instant now, std::uint64_t dueMs);
    void pump(Instant now);
    bool applyDecision(Instant now);
    bool readFailed();
    void offerPooled();
    void heedDropped();
    void forgetStrangers();
    void heedUpgrade();
    void tooManyFaulty(FatalCode code, std::uint64_t height, std::string detail,
                       std::vector<wire::Message> proof);
    void accuse(Instant now);
    void allowSigning();
    bool asksStartQuestion() const;
    void askStartQuestion(Instant now);
    void pollCatchUp(Instant now);
    void rebroadcastOwn(Instant now);
    void expireOld(Instant now);
    std::optional<MemberIndex> selfIndex() const;

    // --- what may be believed (core_checkpoints.cpp)
    Status<StorageError> checkStoredCheckpoints(std::uint64_t tipHeight) const;
    ChainPoint tipPoint() const;
    /// Whether `message` is looked at at all (R-CHK-2).
    bool listensTo(const wire::Message& message) const;
    void guardTime(Instant now);
    void askHeaders(Instant now);
    void onHeaders(PeerNumber from, const wire::Headers& answer, Instant now);
    /// Held blocks that a checkpoint or the way to it rules out are dropped, their givers blamed.
    void dropRefused(Instant now);

    // --- what peers say (core_messages.cpp)
    void onStatement(PeerNumber from, wire::Message message, const StatementHeader& at,
                     Instant now);
    void onItem(PeerNumber from, VerifiedItem& item, const std::optional<wire::Message>& relay,
                Instant now);
    bool noteHeard(const wire::Message& message, const StatementHeader& at, Instant now);
    void onLateCommit(const Commit& commit);
    void takeNextBlock(Instant now);
    void onCertifiedBlock(const std::shared_ptr<const CertifiedBlock>& block, Instant now);
    void compareWithOwn(const CertifiedBlock& block);

    // --- what peers ask (core_serving.cpp)
    bool serve(PeerNumber from, const wire::Message& message);
    void serveBlocks(PeerNumber from, const wire::GetBlocks& wanted);
    void serveHeaders(PeerNumber from, const wire::GetHeaders& wanted);
    void answerNewest(PeerNumber from, const wire::AskNewest& question);

    BlockAssembler m_assembler;
    TransactionIntake m_intake;
    CatchUp m_catchUp;
    std::optional<Signer> m_signer;
    std::optional<StartQuestion> m_question;
    CheckpointGuard m_guard;
    Question m_headers;                     // to whom the trail's next piece was put
    std::set<PeerNumber> m_headersAsked;    // who owes an answer
    std::set<PeerNumber> m_headersUseless;  // who does not know the way
    bool m_toldNeeded = false;
    bool m_toldNotFound = false;
    bool m_signingTold = false;
    bool m_alertedOlder = false;

    std::map<std::uint64_t, std::vector<SafetyRecord>> m_restored;  // by height, from the log
    std::vector<std::pair<PeerNumber, wire::Message>> m_early;      // of height + 2; bounded
    std::map<PublicKey, SignedText> m_newestHeld;                   // by operator key
    std::map<PublicKey, std::uint64_t> m_lastHeardWallMs;
    std::map<PeerNumber, std::uint64_t> m_noticedMs;  // when a peer was last told of the tip
    std::set<PublicKey> m_accused;  // members with evidence from here; those who left are forgotten
    std::map<Hash, std::uint64_t> m_ownTransfers;  // submitted here, when last sent
    std::uint64_t m_nextRebroadcastMs = 0;
    std::uint64_t m_nextExpiryMs = 0;
    std::uint64_t m_nextQuestionMs = 0;
    std::optional<std::uint64_t> m_behindSinceMs;
    std::set<std::uint64_t> m_blocksInWork;  // heights whose certificate is being checked
    std::uint64_t m_progressMs = 0;          // monotonic: last commit or final transfer
    std::uint64_t m_toldUpgrade = 0;         // height in the alert that was told
    bool m_dead = false;
};

}  // namespace timecoin
