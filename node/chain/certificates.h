// Certificates: q distinct members over one identical (epoch, height, view, hash), and proofs
// that one id stands in a member's vote or acknowledgement (R-CERT-1..4).
#pragma once

#include "node/base/crypto.h"
#include "node/chain/statements.h"

namespace timecoin {

/// One member's signature inside a certificate; the sequence is part of what it signed.
struct CertificateEntry {
    MemberIndex member = 0;
    std::uint64_t sequence = 0;
    Signature signature;

    static constexpr std::size_t kEncodedSize = 74;
    void encode(Writer& out) const;
    static CertificateEntry decode(Reader& in);
    friend bool operator==(const CertificateEntry&, const CertificateEntry&) = default;
};

/// q PREPAREs of one view; the primary's part is its PRE-PREPARE, whose justification digest
/// stands here so that its signature can be checked. Entries strictly ascending by member.
struct PreparedCertificate {
    std::uint64_t epoch = 0;
    std::uint64_t height = 0;
    std::uint32_t view = 0;
    Hash block;
    Hash justification;
    std::vector<CertificateEntry> entries;

    PreparedRef ref() const { return {view, block}; }
    void encode(Writer& out) const;
    static PreparedCertificate decode(Reader& in);
    friend bool operator==(const PreparedCertificate&, const PreparedCertificate&) = default;
};

/// q or more COMMITs of one view, strictly ascending by member. Decides the block.
struct CommitCertificate {
    std::uint64_t epoch = 0;
    std::uint64_t height = 0;
    std::uint32_t view = 0;
    Hash block;
    std::vector<CertificateEntry> entries;

    void encode(Writer& out) const;
    static CommitCertificate decode(Reader& in);
    /// Root for a header: treeRoot over one leaf, the encoding. Zero entries: the first block's.
    Hash root() const;
    friend bool operator==(const CommitCertificate&, const CommitCertificate&) = default;
};

/// That `member` voted for or acknowledged one id: its signed batch header and the path of the id.
struct IdProof {
    StatementHeader at;
    IdListRef ids;
    Signature signature;
    std::uint32_t index = 0;
    std::vector<Hash> path;

    /// The batch that names the id; `S` is TxVote or TxAck.
    template <class S>
    S batch() const {
        S statement;
        statement.at = at;
        statement.ids = ids;
        statement.signature = signature;
        return statement;
    }
    void encode(Writer& out) const;
    static IdProof decode(Reader& in);
    friend bool operator==(const IdProof&, const IdProof&) = default;
};

/// q votes (kind TxVote: the certificate) or q acknowledgements (kind TxAck: the proof that a
/// transfer is final) for one id in one window. Strictly ascending by member.
struct TransferCertificate {
    StatementKind kind = StatementKind::TxVote;
    Hash id;
    std::vector<IdProof> proofs;

    void encode(Writer& out) const;
    static TransferCertificate decode(Reader& in);
    friend bool operator==(const TransferCertificate&, const TransferCertificate&) = default;
};

/// Everything needed to check a signature of height `context.height`.
struct CheckContext {
    const Hash& genesis;
    const HeightContext& height;
    const SignatureScheme& scheme;
};

/// Well formed, signer is a member, epoch and height are the context's, signature holds.
template <class S>
bool checkStatement(const S& statement, const CheckContext& context) {
    const auto& at = statement.at;
    if (!isWellFormed(statement) || at.epoch != context.height.epoch ||
        at.height != context.height.height || !context.height.members.contains(at.member))
        return false;
    return context.scheme.verify(context.height.members.at(at.member).operatorKey,
                                 signingBytes(statement, context.genesis), statement.signature);
}

/// At least quorum distinct members, every signature good.
bool checkCertificate(const PreparedCertificate& certificate, const CheckContext& context);
bool checkCertificate(const CommitCertificate& certificate, const CheckContext& context);
bool checkCertificate(const TransferCertificate& certificate, const CheckContext& context);

}  // namespace timecoin
