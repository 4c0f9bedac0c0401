#include "wallet/api/backup_words.h"

#include "wallet/keys/mnemonic.h"

namespace timecoin {

QStringList backupWordList() {
    QStringList words;
    words.reserve(static_cast<qsizetype>(kWordListSize));
    for (const std::string_view word : wordList()) {
        words.append(QString::fromLatin1(word.data(), static_cast<qsizetype>(word.size())));
    }
    return words;
}

WordsVerdict judgeWords(const SecretText& words) {
    const auto entropy = entropyOf(words.text());
    if (entropy) return {};
    const WordsError& error = entropy.error();
    return {QString::fromLatin1(nameOf(error.code)), static_cast<int>(error.position)};
}

}  // namespace timecoin
