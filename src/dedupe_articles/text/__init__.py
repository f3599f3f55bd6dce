"""What a text is made of: comparable characters, words and sentences, with their offsets."""
