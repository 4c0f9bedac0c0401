#include "node/chain/statements.h"

#include "node/base/limits.h"
#include "node/chain/merkle.h"

namespace timecoin {

namespace {

/// Every statement ends alike, and is judged as a whole.
template <class S>
S finish(S statement, Reader& in) {
    statement.signature = in.fixed<Signature>();
    if (!isWellFormed(statement)) in.fail();
    return statement;
}

template <class S>
S decodeBlockStatement(Reader& in) {
    S statement;
    statement.at = StatementHeader::decode(in);
    statement.block = in.fixed<Hash>();
    return finish(statement, in);
}

template <class S>
S decodeIdStatement(Reader& in) {
    S statement;
    statement.at = StatementHeader::decode(in);
    statement.ids = IdListRef::decode(in);
    return finish(statement, in);
}

}  // namespace

void StatementHeader::encode(Writer& out) const {
    out.u64(epoch);
    out.u64(height);
    out.u32(view);
    out.u16(member);
    out.u64(sequence);
}

StatementHeader StatementHeader::decode(Reader& in) {
    StatementHeader at;
    at.epoch = in.u64();
    at.height = in.u64();
    at.view = in.u32();
    at.member = in.u16();
    at.sequence = in.u64();
    return at;
}

IdListRef IdListRef::of(const std::vector<Hash>& sortedIds) {
    return {static_cast<std::uint32_t>(sortedIds.size()), treeRoot(sortedIds)};
}

void IdListRef::encode(Writer& out) const {
    out.u32(count);
    out.fixed(root);
}

IdListRef IdListRef::decode(Reader& in) {
    IdListRef ref;
    ref.count = in.u32();
    ref.root = in.fixed<Hash>();
    if (ref.count > kMaxAcknowledged) in.fail();
    if (ref.count == 0 && ref.root != treeRoot({})) in.fail();
    return ref;
}

void ViewChange::encodeBody(Writer& out) const {
    out.flag(prepared.has_value());
    if (prepared) {
        out.u32(prepared->view);
        out.fixed(prepared->block);
    }
    acknowledged.encode(out);
}

void PrePrepare::encodeBody(Writer& out) const {
    out.fixed(block);
    out.fixed(justification);
}

void Prepare::encodeBody(Writer& out) const {
    out.fixed(block);
}

void Commit::encodeBody(Writer& out) const {
    out.fixed(block);
}

template <>
Ready decodeStatement<Ready>(Reader& in) {
    Ready statement;
    statement.at = StatementHeader::decode(in);
    return finish(statement, in);
}

template <>
ViewChange decodeStatement<ViewChange>(Reader& in) {
    ViewChange statement;
    statement.at = StatementHeader::decode(in);
    if (in.flag()) {
        PreparedRef prepared;
        prepared.view = in.u32();
        prepared.block = in.fixed<Hash>();
        statement.prepared = prepared;
    }
    statement.acknowledged = IdListRef::decode(in);
    return finish(statement, in);
}

template <>
PrePrepare decodeStatement<PrePrepare>(Reader& in) {
    PrePrepare statement;
    statement.at = StatementHeader::decode(in);
    statement.block = in.fixed<Hash>();
    statement.justification = in.fixed<Hash>();
    return finish(statement, in);
}

template <>
Prepare decodeStatement<Prepare>(Reader& in) {
    return decodeBlockStatement<Prepare>(in);
}

template <>
Commit decodeStatement<Commit>(Reader& in) {
    return decodeBlockStatement<Commit>(in);
}

template <>
TxVote decodeStatement<TxVote>(Reader& in) {
    return decodeIdStatement<TxVote>(in);
}

template <>
TxAck decodeStatement<TxAck>(Reader& in) {
    return decodeIdStatement<TxAck>(in);
}

}  // namespace timecoin
