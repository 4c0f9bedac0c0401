#include "wallet/keys/mnemonic.h"

#include "node/base/key_derivation.h"
#include "wallet/keys/word_list.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <optional>

namespace timecoin {

namespace {

constexpr std::size_t kBitsPerWord = 11;
constexpr std::size_t kMostWords = 24;
constexpr std::size_t kLongestWord = 8;
constexpr std::uint32_t kSeedIterations = 2'048;

bool isSpace(char c) {
    return c == ' ' || (c >= '\t' && c <= '\r');
}

char lowered(char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

bool lessLowered(std::string_view a, std::string_view b) {
    return std::lexicographical_compare(a.begin(), a.end(), b.begin(), b.end(),
                                        [](char x, char y) { return lowered(x) < lowered(y); });
}

/// Calls `take(word)` for every word; the views point into `text`.
template <class F>
void eachWord(std::string_view text, F take) {
    std::size_t at = 0;
    while (at < text.size()) {
        std::size_t end = at;
        while (end < text.size() && !isSpace(text[end])) ++end;
        if (end > at) take(text.substr(at, end - at));
        at = end + 1;
    }
}

std::optional<std::size_t> indexOf(std::string_view word) {
    const auto* const found =
        std::lower_bound(kEnglishWords.begin(), kEnglishWords.end(), word, lessLowered);
    if (found == kEnglishWords.end() || lessLowered(word, *found)) return std::nullopt;
    return static_cast<std::size_t>(found - kEnglishWords.begin());
}

bool isWordCount(std::size_t count) {
    return count >= 12 && count <= kMostWords && count % 3 == 0;
}

bool bitAt(ByteView bytes, std::size_t bit) {
    return (bytes[bit / 8] >> (7 - bit % 8) & 1) != 0;
}

/// Entropy followed by its checksum, one bit for every 32.
SecretBytes withChecksum(ByteView entropy) {
    SecretBytes out(entropy.size() + 1);
    std::copy(entropy.begin(), entropy.end(), out.span().begin());
    const std::size_t bits = entropy.size() / 4;
    const unsigned keep = 0xff00u >> bits & 0xff;
    out.span()[entropy.size()] = static_cast<std::uint8_t>(sha256(entropy).view()[0] & keep);
    return out;
}

}  // namespace

const char* nameOf(WordsCode code) {
    switch (code) {
    case WordsCode::WrongCount: return "wrong_count";
    case WordsCode::UnknownWord: return "unknown_word";
    case WordsCode::BadChecksum: return "bad_checksum";
    }
    return "";
}

Result<SecretBytes, WordsError> entropyOf(std::string_view words) {
    if (words.size() > kMaxWordsText) return fail(WordsError{WordsCode::WrongCount, 0});
    SecretBytes bits(kMostWords * kBitsPerWord / 8);
    std::size_t count = 0;
    std::size_t unknown = 0;
    eachWord(words, [&](std::string_view word) {
        ++count;
        const std::optional<std::size_t> index = indexOf(word);
        if (!index && unknown == 0) unknown = count;
        if (!index || count > kMostWords) return;
        for (std::size_t i = 0; i < kBitsPerWord; ++i) {
            const std::size_t bit = (count - 1) * kBitsPerWord + i;
            const std::size_t value = *index >> (kBitsPerWord - 1 - i) & 1;
            bits.span()[bit / 8] |= static_cast<std::uint8_t>(value << (7 - bit % 8));
        }
    });
    if (unknown != 0) return fail(WordsError{WordsCode::UnknownWord, unknown});
    if (!isWordCount(count)) return fail(WordsError{WordsCode::WrongCount, count});

    SecretBytes entropy(count * 4 / 3);
    std::copy_n(bits.view().begin(), entropy.view().size(), entropy.span().begin());
    const SecretBytes expected = withChecksum(entropy.view());
    if (!std::equal(expected.view().begin(), expected.view().end(), bits.view().begin())) {
        return fail(WordsError{WordsCode::BadChecksum, 0});
    }
    return entropy;
}

SecretBytes wordsOf(ByteView entropy) {
    const std::size_t count = entropy.size() * 3 / 4;
    assert(entropy.size() % 4 == 0 && isWordCount(count));
    const SecretBytes bits = withChecksum(entropy);
    SecretBytes text(count * (kLongestWord + 1));
    std::size_t size = 0;
    for (std::size_t i = 0; i < count; ++i) {
        std::size_t index = 0;
        for (std::size_t bit = i * kBitsPerWord; bit < (i + 1) * kBitsPerWord; ++bit) {
            index = index << 1 | static_cast<std::size_t>(bitAt(bits.view(), bit));
        }
        if (i > 0) text.span()[size++] = ' ';
        const std::string_view word = kEnglishWords[index];
        std::copy(word.begin(), word.end(), text.span().subspan(size).begin());
        size += word.size();
    }
    SecretBytes out(size);
    std::copy_n(text.view().begin(), size, out.span().begin());
    return out;
}

SecretBytes seedOf(std::string_view words, std::string_view extraNfkd) {
    SecretBytes text(words.size() + 1);
    std::size_t size = 0;
    eachWord(words, [&](std::string_view word) {
        if (size > 0) text.span()[size++] = ' ';
        std::transform(word.begin(), word.end(), text.span().subspan(size).begin(), lowered);
        size += word.size();
    });
    constexpr std::string_view kPrefix = "mnemonic";
    SecretBytes salt(kPrefix.size() + extraNfkd.size());
    std::copy(kPrefix.begin(), kPrefix.end(), salt.span().begin());
    std::copy(extraNfkd.begin(), extraNfkd.end(), salt.span().subspan(kPrefix.size()).begin());
    return pbkdf2HmacSha512(text.view().first(size), salt.view(), kSeedIterations, kSeedBytes);
}

std::span<const std::string_view> wordList() {
    return kEnglishWords;
}

std::span<const std::string_view> wordsBeginningWith(std::string_view prefix) {
    const auto first =
        std::lower_bound(kEnglishWords.begin(), kEnglishWords.end(), prefix, lessLowered);
    const auto last = std::find_if_not(first, kEnglishWords.end(), [prefix](std::string_view word) {
        const std::string_view start = word.substr(0, prefix.size());
        return !lessLowered(start, prefix) && !lessLowered(prefix, start);
    });
    return {first, last};
}

}  // namespace timecoin
