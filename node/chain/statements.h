// Statements: everything a masternode signs while agreeing (R-STA-1..5). One header binds each to
// its chain, epoch, height, view, kind, signer and place in the signer's own sequence, so nothing
// can be replayed elsewhere.
#pragma once

#include "node/base/limits.h"
#include "node/chain/masternode_set.h"

#include <cstdint>
#include <optional>
#include <variant>
#include <vector>

namespace timecoin {

enum class StatementKind : std::uint8_t {
    Ready = 1,
    ViewChange = 2,
    PrePrepare = 3,
    Prepare = 4,
    Commit = 5,
    TxVote = 6,
    TxAck = 7,
};

/// Ready, TxVote and TxAck belong to a height, not to one of its views: theirs is 0 (R-STA-3).
constexpr bool hasView(StatementKind kind) {
    return kind != StatementKind::Ready && kind != StatementKind::TxVote &&
           kind != StatementKind::TxAck;
}

struct StatementHeader {
    std::uint64_t epoch = 0;
    std::uint64_t height = 0;
    std::uint32_t view = 0;  ///< 0 for Ready, TxVote and TxAck
    MemberIndex member = 0;
    /// 1, 2, 3 ... over everything this operator key ever signed here. It decides nothing in
    /// consensus; it lets others tell a restarted masternode that its log is old (R-SIG-5).
    std::uint64_t sequence = 0;

    void encode(Writer& out) const;
    static StatementHeader decode(Reader& in);
    friend bool operator==(const StatementHeader&, const StatementHeader&) = default;
};

/// (view, hash) of a prepared certificate.
struct PreparedRef {
    std::uint32_t view = 0;
    Hash block;
    friend bool operator==(const PreparedRef&, const PreparedRef&) = default;
};

/// Count and tree root of a sorted list of transfer ids.
struct IdListRef {
    std::uint32_t count = 0;
    Hash root;  ///< treeRoot of the ids; of no ids when count is 0

    static IdListRef of(const std::vector<Hash>& sortedIds);
    void encode(Writer& out) const;
    static IdListRef decode(Reader& in);
    friend auto operator<=>(const IdListRef&, const IdListRef&) = default;
};

struct Ready {
    static constexpr StatementKind kKind = StatementKind::Ready;
    StatementHeader at;
    Signature signature;
    void encodeBody(Writer&) const {}
    friend bool operator==(const Ready&, const Ready&) = default;
};

struct ViewChange {
    static constexpr StatementKind kKind = StatementKind::ViewChange;
    StatementHeader at;
    std::optional<PreparedRef> prepared;  ///< P: highest prepared certificate below at.view
    IdListRef acknowledged;               ///< C: every transfer acknowledged in this window
    Signature signature;
    void encodeBody(Writer& out) const;
    friend bool operator==(const ViewChange&, const ViewChange&) = default;
};

struct PrePrepare {
    static constexpr StatementKind kKind = StatementKind::PrePrepare;
    StatementHeader at;
    Hash block;
    Hash justification;  ///< digest of J
    Signature signature;
    void encodeBody(Writer& out) const;
    friend bool operator==(const PrePrepare&, const PrePrepare&) = default;
};

struct Prepare {
    static constexpr StatementKind kKind = StatementKind::Prepare;
    StatementHeader at;
    Hash block;
    Signature signature;
    void encodeBody(Writer& out) const;
    friend bool operator==(const Prepare&, const Prepare&) = default;
};

struct Commit {
    static constexpr StatementKind kKind = StatementKind::Commit;
    StatementHeader at;
    Hash block;
    Signature signature;
    void encodeBody(Writer& out) const;
    friend bool operator==(const Commit&, const Commit&) = default;
};

/// A batch of votes. The ids travel beside it; the root lets one id be proven alone. The order of
/// the ids is the signer's (best fee rate first; parents before children in a TxAck).
struct TxVote {
    static constexpr StatementKind kKind = StatementKind::TxVote;
    StatementHeader at;
    IdListRef ids;
    Signature signature;
    void encodeBody(Writer& out) const { ids.encode(out); }
    friend bool operator==(const TxVote&, const TxVote&) = default;
};

struct TxAck {
    static constexpr StatementKind kKind = StatementKind::TxAck;
    StatementHeader at;
    IdListRef ids;
    Signature signature;
    void encodeBody(Writer& out) const { ids.encode(out); }
    friend bool operator==(const TxAck&, const TxAck&) = default;
};

/// What can be seen without its signature (R-STA-3, R-STA-4): the view is in its bound, and 0 where
/// the kind has none; a batch of ids is neither empty nor too long; what was prepared was prepared
/// in an earlier view.
template <class S>
bool isWellFormed(const S& statement) {
    if (statement.at.view > (hasView(S::kKind) ? kMaxView : 0)) return false;
    if constexpr (requires { statement.ids; }) {
        if (statement.ids.count == 0 || statement.ids.count > kMaxIdsPerStatement) return false;
    }
    if constexpr (requires { statement.prepared; }) {
        if (statement.prepared && statement.prepared->view >= statement.at.view) return false;
    }
    return true;
}

/// What is signed: "TimeCoin stmt v1", genesis hash, kind, header, body.
template <class S>
Bytes signingBytes(const S& statement, const Hash& genesis) {
    Writer out;
    out.raw(asBytes("TimeCoin stmt v1"));
    out.fixed(genesis);
    out.u8(static_cast<std::uint8_t>(S::kKind));
    statement.at.encode(out);
    statement.encodeBody(out);
    return out.take();
}

/// Header, body, signature.
template <class S>
void encodeStatement(const S& statement, Writer& out) {
    statement.at.encode(out);
    statement.encodeBody(out);
    out.fixed(statement.signature);
}
template <class S>
S decodeStatement(Reader& in);  // specialised for the seven kinds in statements.cpp
template <>
Ready decodeStatement<Ready>(Reader& in);
template <>
ViewChange decodeStatement<ViewChange>(Reader& in);
template <>
PrePrepare decodeStatement<PrePrepare>(Reader& in);
template <>
Prepare decodeStatement<Prepare>(Reader& in);
template <>
Commit decodeStatement<Commit>(Reader& in);
template <>
TxVote decodeStatement<TxVote>(Reader& in);
template <>
TxAck decodeStatement<TxAck>(Reader& in);

}  // namespace timecoin
