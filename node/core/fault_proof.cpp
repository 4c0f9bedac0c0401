#include "node/core/fault_proof.h"

#include <algorithm>
#include <string_view>

namespace timecoin {

namespace {

constexpr std::string_view kMagic = "TimeCoinProof01\n";

bool provesFaults(FatalCode code) {
    return code == FatalCode::TwoCertificatesOneHeight || code == FatalCode::FinalTransferMissing ||
           code == FatalCode::DecidedBlockInvalid;
}

}  // namespace

Bytes FaultProof::encode() const {
    Writer out;
    out.raw(asBytes(kMagic));
    out.u8(static_cast<std::uint8_t>(code));
    out.fixed(genesis);
    out.u64(height);
    out.count(messages.size());
    for (const auto& message : messages) out.blob(wire::encodeMessage(message));
    return out.take();
}

std::optional<FaultProof> FaultProof::decode(ByteView bytes) {
    const ByteView magic = asBytes(kMagic);
    if (bytes.size() < magic.size() || !std::equal(magic.begin(), magic.end(), bytes.begin()))
        return std::nullopt;
    Reader in(bytes.subspan(magic.size()));
    FaultProof out;
    out.code = static_cast<FatalCode>(in.u8());
    out.genesis = in.fixed<Hash>();
    out.height = in.u64();
    const auto count = in.count(kMaxMessages, 4);
    for (std::uint32_t i = 0; i < count; ++i) {
        auto message = wire::decodeMessage(in.blob(kMaxFrameBytes));
        if (!message) return std::nullopt;
        out.messages.push_back(std::move(*message));
    }
    if (!in.finished() || !provesFaults(out.code)) return std::nullopt;
    return out;
}

wire::Message blockMessage(CertifiedBlock block) {
    return wire::BlockMessage{std::make_shared<const CertifiedBlock>(std::move(block))};
}

}  // namespace timecoin
