# What is printed and handed out. The Makefile includes this file.

$(build)/print/book.json: $(chapters) $(filters) $(build)/version
	@mkdir -p $(@D)
	@$(PANDOC) -d pdf -o $@

$(build)/book.pdf: $(build)/print/book.json $(wildcard print/*.*)
	@tests/tools node
	@node print/pdf.mjs $< $@

# An equal file is not written again, hence the touch.
$(build)/book.epub: $(chapters) $(filters) $(build)/version
	@$(PANDOC) -d epub -o /dev/null
	@touch $@

$(build)/dist: $(build)/woven $(build)/book.pdf $(build)/book.epub print/README.txt LICENSE
	@rm -f $(build)/*.zip
	@$(PANDOC) -d dist -o $@
	@cat $@
